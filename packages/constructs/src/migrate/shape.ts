import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import { annotations, dnsLabel, dnsLabelWithLetter, dnsSubdomain, labels, optional } from "../validation/checks";
import { misshapen, valuesAt } from "../json/shape";
import type { Shapes } from "../json/shape";
import type { Manifest } from "../kinds/manifest";

/** The fields that are checked. `*` is each element of a list. */
const SHAPES: Shapes = [
  ["metadata.labels", "object"],
  ["metadata.annotations", "object"],
  ["metadata.finalizers", "list"],
  ["spec", "object"],
  ["spec.template", "object"],
  ["spec.template.metadata", "object"],
  ["spec.template.metadata.labels", "object"],
  ["spec.strategy", "object"],
  ["spec.strategy.rollingUpdate", "object"],
  ["spec.backend", "object"],
  ["spec.rules", "list"],
  ["spec.rules.*", "object"],
  ["spec.rules.*.http", "object"],
  ["spec.rules.*.http.paths", "list"],
  ["spec.rules.*.http.paths.*", "object"],
  ["spec.rules.*.http.paths.*.backend", "object"],
];

const WITH_PODS = ["DaemonSet", "Deployment", "Job", "ReplicaSet"];

/** Faults in the shape of an object, for the fields that are checked. */
export function shapeFaults(path: string, manifest: Manifest): Fault[] {
  const { kind, metadata } = manifest;
  const wrong = misshapen(manifest, SHAPES).map(([field, shape]) =>
    fault(
      path,
      `${field}: is not ${shape === "list" ? "a list" : "an object"}`,
      `use ${shape === "list" ? "a list with dashes" : "fields"}`,
    ),
  );
  if (wrong.length > 0) return wrong;
  const ofMetadata = `${path}: metadata`;
  return [
    ...(kind === "Service" ? dnsLabelWithLetter : dnsSubdomain)(`${ofMetadata}.name`, metadata.name),
    ...optional(dnsLabel, `${ofMetadata}.namespace`, metadata.namespace),
    ...labels(`${ofMetadata}.labels`, metadata["labels"] as Fields | undefined),
    ...annotations(`${ofMetadata}.annotations`, metadata["annotations"] as Fields | undefined),
    ...((metadata["finalizers"] ?? []) as readonly unknown[])
      .filter((value) => typeof value !== "string")
      .map((value) => fault(`${ofMetadata}.finalizers`, `${quoted(value)} is not a string`, "use a string")),
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
