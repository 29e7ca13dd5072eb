import type { PlacementSpec } from "../api/karmada";
import { memberTest } from "./affinity";
import type { Candidate } from "./candidates";
import type { Party } from "./webster";

/** The weights of members: the greatest of the rules that match; where none matches any, one each. */
export function weightsOf(candidates: readonly Candidate[], { replicaScheduling }: PlacementSpec): readonly Party[] {
  const named = new Map<string, number>();
  const rules = (replicaScheduling?.weightPreference?.staticWeightList ?? []).flatMap(({ targetCluster, weight }) => {
    const { clusterNames = [], labelSelector, fieldSelector, exclude = [] } = targetCluster;
    if (clusterNames.length === 0 || labelSelector || fieldSelector || exclude.length > 0) {
      return [{ test: memberTest(targetCluster), weight }];
    }
    for (const name of clusterNames) named.set(name, Math.max(weight, named.get(name) ?? 0));
    return [];
  });
  const weights = candidates.map(({ name, member }) =>
    rules.reduce((max, { test, weight }) => (weight > max && !test(member) ? weight : max), named.get(name) ?? 0),
  );
  const none = weights.every((weight) => weight === 0);
  return candidates.flatMap(({ name }, i) => (weights[i] || none ? [{ name, weight: weights[i] || 1 }] : []));
}
