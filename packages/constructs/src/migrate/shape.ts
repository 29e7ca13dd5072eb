import { fault, shapeFaults as faultsOf, STRING, within } from "../faults";
import type { Fault, FieldShapes } from "../faults";
import { annotations, dnsLabel, dnsLabelWithLetter, dnsSubdomain, labels, optional } from "../validation/checks";
import { valuesAt } from "../json/json-path";
import type { Manifest } from "../kinds/manifest";

/** The fields that are checked. */
const OBJECT: FieldShapes = {
  metadata: { labels: "map", annotations: "map", finalizers: [STRING] },
  spec: {
    template: { metadata: { labels: "map" } },
    strategy: { rollingUpdate: "map" },
    backend: "map",
    rules: [{ http: { paths: [{ backend: "map" }] } }],
  },
};

const WITH_PODS = ["DaemonSet", "Deployment", "Job", "ReplicaSet"];

/** Faults in the shape of an object, for the fields that are checked. */
export function shapeFaults(path: string, manifest: Manifest): Fault[] {
  const { kind, metadata } = manifest;
  const wrong = within(path, faultsOf("", manifest, OBJECT, { ignoresUnknown: true }));
  if (wrong.length > 0) return wrong;
  const ofMetadata = `${path}: metadata`;
  return [
    ...(kind === "Service" ? dnsLabelWithLetter : dnsSubdomain)(`${ofMetadata}.name`, metadata.name),
    ...optional(dnsLabel, `${ofMetadata}.namespace`, metadata.namespace),
    ...labels(`${ofMetadata}.labels`, metadata["labels"] as Fields | undefined),
    ...annotations(`${ofMetadata}.annotations`, metadata["annotations"] as Fields | undefined),
    ...(WITH_PODS.includes(kind) ? podFaults(path, manifest) : []),
  ];
}

function podFaults(path: string, manifest: Manifest): Fault[] {
  const [given] = valuesAt(manifest, ["spec", "template", "metadata", "labels"]);
  const [pods] = valuesAt(manifest, ["spec", "template"]);
  if (!pods) return [fault(path, "spec.template: is missing", "add the template of its pods")];
  return manifest.kind === "Job" || Object.keys(given ?? {}).length > 0
    ? []
    : [fault(path, "spec.template.metadata.labels: is empty", "add the labels that select its pods")];
}

type Fields = { readonly [field: string]: unknown };
