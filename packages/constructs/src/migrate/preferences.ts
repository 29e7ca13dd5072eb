import { at } from "../faults";
import type { Findings } from "./findings";
import { boolean, entriesOf, fieldsOf, goJson, wholeNumber } from "./go-json";
import type { ClusterPreferencesV1, ReplicaPreferencesV1 } from "./planner";

const EXAMPLE = '{"clusters":{"*":{"weight":1}}}';

/** Maximum weight that Karmada's policies allow. */
const MAX_WEIGHT = 2n ** 31n - 1n;

/** Federation v1's default: an equal share for every cluster. */
export const EVENLY: ReplicaPreferencesV1 = { clusters: byCluster([["*", { weight: 1 }]]) };

/**
 * Preferences in an annotation, as Federation v1 read them.
 *
 * @see https://github.com/kubernetes-retired/federation/blob/v1.9.0-alpha.3/pkg/federation-controller/util/replicapreferences/preferences.go
 */
export function readPreferences(path: string, text: string, findings: Findings): ReplicaPreferencesV1 {
  const { rebalance, clusters } = fieldsOf(
    path,
    goJson(path, text, EXAMPLE, findings),
    ["rebalance", "clusters"],
    findings,
  );
  const where = at(path, "clusters");
  const read = entriesOf(where, clusters, findings).map(([name, value]): [string, ClusterPreferencesV1] => [
    name,
    clusterPreferences(name === "*" ? `${where}.*` : at(where, name), value, findings),
  ]);
  return {
    clusters: byCluster(read),
    rebalance: boolean(at(path, "rebalance"), rebalance, findings) ?? false,
  };
}

/** An object without JavaScript's inherited names. */
function byCluster(entries: readonly (readonly [string, ClusterPreferencesV1])[]): ReplicaPreferencesV1["clusters"] {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

function clusterPreferences(path: string, value: unknown, findings: Findings): ClusterPreferencesV1 {
  const { minReplicas, maxReplicas, weight } = fieldsOf(
    path,
    value,
    ["minReplicas", "maxReplicas", "weight"],
    findings,
  );
  return {
    minReplicas: wholeNumber(at(path, "minReplicas"), minReplicas, findings),
    maxReplicas: wholeNumber(at(path, "maxReplicas"), maxReplicas, findings),
    weight: wholeNumber(at(path, "weight"), weight, findings, MAX_WEIGHT),
  };
}
