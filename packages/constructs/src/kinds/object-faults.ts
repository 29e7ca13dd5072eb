import { fault, NUMBER, quoted, shapeFaults, STRING, within } from "../faults";
import type { Fault, FieldShapes } from "../faults";
import { valuesAt } from "../json/json-path";
import { groupOf } from "./identity";
import type { Manifest } from "./manifest";
import { podSpecPath } from "./pod-specs";

/** The fields of any object that a plan reads. */
const SELECTORS = ["spec", "resourceSelectors"];
const METADATA: FieldShapes = { namespace: STRING, labels: "map", annotations: "map" };
const AFFINITY: FieldShapes = { overflowAffinities: ["map"] };
const PLACEMENT: FieldShapes = {
  clusterAffinity: "map",
  clusterAffinities: [AFFINITY],
  clusterTolerations: ["map"],
  spreadConstraints: ["map"],
  replicaScheduling: { weightPreference: { staticWeightList: [{ targetCluster: "map" }] } },
};
const POLICY: FieldShapes = {
  resourceSelectors: ["map"],
  placement: PLACEMENT,
  overrideRules: [{ overriders: "map" }],
  priority: NUMBER,
};
const WORKLOAD: FieldShapes = { replicas: NUMBER, parallelism: NUMBER, completions: NUMBER, template: "map" };

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
      fault(
        `${path}${what}`,
        `is not a Kubernetes object: it has no ${missing.map(([field]) => field).join(", ")}`,
        "add what is missing",
      ),
    ];
  }
  const object = value as Manifest;
  const told = `${path}: ${kind} ${quoted(metadata!.name)}`;
  const isPolicy = groupOf(object) === "policy.karmada.io";
  const spec = isPolicy ? POLICY : podSpecPath(object) ? WORKLOAD : "anything";
  const wrong = within(told, shapeFaults("", object, { metadata: METADATA, spec }, { ignoresUnknown: true }));
  const selects = !isPolicy || !/PropagationPolicy$/.test(object.kind) || valuesAt(object, SELECTORS).length > 0;
  return wrong.length > 0 || selects
    ? wrong
    : [fault(told, `selects nothing: it has no ${SELECTORS.join(".")}`, "add the objects that it propagates")];
}
