import type { Manifest } from "./manifests";

/** Status fields that tell how many of a kind's pods run what its template says. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ["availableReplicas", "updatedReplicas"],
  StatefulSet: ["readyReplicas", "updatedReplicas"],
};

/** Kinds of whose readiness the federated API knows nothing by itself, though the provider would look for it. */
const NOT_AWAITED = new Set([
  "DaemonSet",
  "HorizontalPodAutoscaler",
  "Ingress",
  "PersistentVolumeClaim",
  "Pod",
  "ReplicaSet",
  "Service",
]);

/**
 * The annotations by which the provider waits for an object of the federated API. Its own ways look for pods and
 * endpoints, and there are none: what the members report stands in the object's status.
 *
 * @param replicas how many replicas all members together shall run, or nothing where that is known only once scheduled
 * @see https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/#pulumi-com-waitfor
 */
export function awaitAnnotations(object: Manifest, replicas: number | undefined): Record<string, string> {
  const given = object.metadata.annotations ?? {};
  if ("pulumi.com/waitFor" in given || "pulumi.com/skipAwait" in given) return {};
  const fields = COUNTS[object.kind];
  if (fields) {
    if (replicas === 0) return { "pulumi.com/skipAwait": "true" };
    const wanted = fields.map((field) => `jsonpath={.status.${field}}${replicas === undefined ? "" : `=${replicas}`}`);
    return { "pulumi.com/waitFor": JSON.stringify(wanted) };
  }
  if (object.kind === "Job") return { "pulumi.com/waitFor": "condition=Complete" };
  return NOT_AWAITED.has(object.kind) ? { "pulumi.com/skipAwait": "true" } : {};
}
