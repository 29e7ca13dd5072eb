import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import { misshapen, valuesAt, WITH_ARTICLE } from "../json/shape";
import type { Shapes } from "../json/shape";
import { groupOf } from "./identity";
import type { Manifest } from "./manifest";
import { podSpecPath } from "./pod-specs";

/** The fields of any object that a plan reads. */
const OF_ALL: Shapes = [
  ["metadata.namespace", "text"],
  ["metadata.labels", "object"],
  ["metadata.annotations", "object"],
];
const OF_POLICIES: Shapes = [
  ["spec", "object"],
  ["spec.resourceSelectors", "list"],
  ["spec.resourceSelectors.*", "object"],
  ["spec.placement", "object"],
  ["spec.placement.clusterAffinity", "object"],
  ["spec.placement.clusterAffinities", "list"],
  ["spec.placement.clusterAffinities.*", "object"],
  ["spec.placement.clusterAffinities.*.overflowAffinities", "list"],
  ["spec.placement.clusterTolerations", "list"],
  ["spec.placement.spreadConstraints", "list"],
  ["spec.placement.replicaScheduling", "object"],
  ["spec.placement.replicaScheduling.weightPreference", "object"],
  ["spec.placement.replicaScheduling.weightPreference.staticWeightList", "list"],
  ["spec.placement.replicaScheduling.weightPreference.staticWeightList.*", "object"],
  ["spec.placement.replicaScheduling.weightPreference.staticWeightList.*.targetCluster", "object"],
  ["spec.overrideRules", "list"],
  ["spec.overrideRules.*", "object"],
  ["spec.overrideRules.*.overriders", "object"],
  ["spec.priority", "number"],
];
const OF_WORKLOADS: Shapes = [
  ["spec", "object"],
  ["spec.replicas", "number"],
  ["spec.parallelism", "number"],
  ["spec.completions", "number"],
  ["spec.template", "object"],
];

/** What keeps a value from being an object of Kubernetes that can be planned. */
export function objectFaults(path: string, value: unknown): readonly Fault[] {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  const missing = Object.entries({ apiVersion, kind, "metadata.name": metadata?.name }).filter(
    ([, text]) => typeof text !== "string" || text === "",
  );
  if (missing.length > 0) {
    const known = typeof kind === "string" && kind !== "";
    const what = known && metadata?.name ? ` (${kind} ${quoted(metadata.name)})` : known ? ` (${kind})` : "";
    return [
      fault(`${path}${what}`, `is not a Kubernetes object: it has no ${missing.map(([field]) => field).join(", ")}`),
    ];
  }
  const object = value as Manifest;
  const told = `${path}: ${kind} ${quoted(metadata!.name)}`;
  const isPolicy = groupOf(object) === "policy.karmada.io";
  const shapes = isPolicy ? OF_POLICIES : podSpecPath(object) ? OF_WORKLOADS : [];
  const required = isPolicy && /PropagationPolicy$/.test(object.kind) ? ["spec", "resourceSelectors"] : [];
  const wrong = misshapen(object, [...OF_ALL, ...shapes]).map(([field, shape]) =>
    fault(told, `${field} is not ${WITH_ARTICLE[shape]}`),
  );
  return wrong.length > 0 || valuesAt(object, required).length > 0
    ? wrong
    : [fault(told, `selects nothing: it has no ${required.join(".")}`)];
}
