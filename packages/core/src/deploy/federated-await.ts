import { type GroupKind, groupKindOf } from "@fedstack/constructs/kinds";
import type { Manifest } from "./manifests";

/** Selects the number of a Deployment's pods once all of them are as it is now, and available. */
const ROLLED_OUT = "$[?@.replicas==@.updatedReplicas && @.replicas==@.availableReplicas].replicas";

/** Selects something once every node that has to runs a DaemonSet's pod as it is now. */
const ON_EVERY_NODE =
  "$[?@.desiredNumberScheduled==@.numberReady && " +
  "(@.desiredNumberScheduled==@.updatedNumberScheduled || @.desiredNumberScheduled==0)].observedGeneration";

/**
 * What has to hold of kinds that run pods, where `count` compares with the replicas that are wanted. The provider itself
 * looks at the generation that was observed, once there is one.
 */
const CONDITIONS: { readonly [kind: GroupKind]: (count: string) => readonly string[] } = {
  "apps/Deployment": (count) => [`jsonpath={${ROLLED_OUT}}${count}`],
  "apps/StatefulSet": (count) => [
    `jsonpath={.status.readyReplicas}${count}`,
    `jsonpath={.status.updatedReplicas}${count}`,
  ],
  "apps/DaemonSet": () => [`jsonpath={${ON_EVERY_NODE}}`],
  "batch/Job": () => ["condition=Complete"],
};

/** Kinds of whose readiness the federated API knows nothing by itself, though the provider would look for it. */
const NOT_AWAITED: ReadonlySet<GroupKind> = new Set([
  "autoscaling/HorizontalPodAutoscaler",
  "networking.k8s.io/Ingress",
  "PersistentVolumeClaim",
  "Pod",
  "apps/ReplicaSet",
  "Service",
]);

/**
 * The annotations by which the provider waits for an object of the federated API. Its own ways look for pods and
 * endpoints, and there are none: what the members report stands in the object's status.
 *
 * @param replicas how many replicas all members together shall run, 0 for what lands nowhere, or nothing where that is
 *   known only once scheduled
 * @see https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/#pulumi-com-waitfor
 */
export function awaitAnnotations(object: Manifest, replicas: number | undefined): Record<string, string> {
  const given = object.metadata.annotations ?? {};
  if ("pulumi.com/waitFor" in given || "pulumi.com/skipAwait" in given) return {};
  const kind = groupKindOf(object);
  const conditions = CONDITIONS[kind];
  if (NOT_AWAITED.has(kind) || (conditions && replicas === 0)) return { "pulumi.com/skipAwait": "true" };
  if (!conditions) return {};
  // What is left out is up to an autoscaler.
  const scaled = (object.spec as { readonly replicas?: number | undefined } | undefined)?.replicas === undefined;
  const count = replicas === undefined || scaled ? "" : `=${replicas}`;
  return { "pulumi.com/waitFor": JSON.stringify(conditions(count)) };
}
