import { fault, shapeFaults as faultsOf, STRING, within } from "../faults";
import type { Fault, FieldShapes } from "../faults";
import { isBuiltIn } from "../kinds/built-in";
import { groupKindOf, groupOf, isOfKind } from "../kinds/identity";
import { annotations, dnsLabel, dnsLabelWithLetter, dnsSubdomain, labels, optional, text } from "../validation/checks";
import type { Check } from "../validation/checks";
import { valuesAt } from "../json/json-path";
import type { Manifest } from "../kinds/manifest";

const METADATA: FieldShapes = { labels: "map", annotations: "map", finalizers: [STRING] };
/** The fields that are checked. */
const OBJECT: FieldShapes = {
  metadata: METADATA,
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
  const shape = isKnown(manifest) ? OBJECT : { metadata: METADATA };
  const wrong = within(path, faultsOf("", manifest, shape, { ignoresUnknown: true, secret: true }));
  if (wrong.length > 0) return wrong;
  const ofMetadata = `${path}: metadata`;
  return [
    ...nameCheckOf(manifest)(`${ofMetadata}.name`, metadata.name),
    ...optional(dnsLabel, `${ofMetadata}.namespace`, metadata.namespace),
    ...labels(`${ofMetadata}.labels`, metadata["labels"] as Fields | undefined),
    ...annotations(`${ofMetadata}.annotations`, metadata["annotations"] as Fields | undefined),
    ...(isKnown(manifest) && WITH_PODS.includes(kind) ? podFaults(path, manifest) : []),
  ];
}

/** Whether Kubernetes serves its kind, or once did. */
function isKnown(manifest: Manifest): boolean {
  return isBuiltIn(groupKindOf(manifest)) || groupOf(manifest) === "extensions" || groupOf(manifest) === "apps";
}

/** Names of roles and bindings may have any characters that are safe in a path. */
function nameCheckOf(manifest: Manifest): Check<unknown> {
  if (groupOf(manifest) === "rbac.authorization.k8s.io") return text;
  return isOfKind(manifest, "Service") ? dnsLabelWithLetter : dnsSubdomain;
}

function podFaults(path: string, manifest: Manifest): Fault[] {
  const [given] = valuesAt(manifest, ["spec", "template", "metadata", "labels"]);
  const [pods] = valuesAt(manifest, ["spec", "template"]);
  if (!pods) return [fault(path, "spec.template: is missing", "add the template of its pods")];
  return isOfKind(manifest, "batch/Job") || Object.keys(given ?? {}).length > 0
    ? []
    : [fault(path, "spec.template.metadata.labels: is empty", "add the labels that select its pods")];
}

type Fields = { readonly [field: string]: unknown };
