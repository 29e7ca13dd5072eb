import { type GroupKind, groupKindOf } from "@fedstack/constructs/kinds";
import type { ObjectPlan, WorkloadPlan } from "@fedstack/constructs/plan";
import type { Manifest } from "./manifests";

/** JSONPath to the number of a Deployment's pods, once all of them are current and available. */
const ROLLED_OUT = "$[?@.replicas==@.updatedReplicas && @.replicas==@.availableReplicas].replicas";

/** JSONPath that matches once every node that should run a DaemonSet's pod runs the current one. */
const ON_EVERY_NODE =
  "$[?@.desiredNumberScheduled==@.numberReady && " +
  "(@.desiredNumberScheduled==@.updatedNumberScheduled || @.desiredNumberScheduled==0)].observedGeneration";

/**
 * Conditions to wait for, by kind that runs pods; `count` compares with the wanted replicas. The provider itself checks
 * the observed generation, if there is one.
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

/** Kinds whose readiness the federated API does not report, although the provider would wait for it. */
const NOT_AWAITED: ReadonlySet<GroupKind> = new Set([
  "autoscaling/HorizontalPodAutoscaler",
  "networking.k8s.io/Ingress",
  "PersistentVolumeClaim",
  "Pod",
  "apps/ReplicaSet",
  "Service",
]);

/**
 * How many replicas to wait for: none where nothing lands, and none where a member is suspended or does not respond,
 * because the status in the federated API stays as it was until all members follow; undefined if only the scheduler
 * decides.
 */
export function awaitedReplicas(landing: WorkloadPlan | ObjectPlan, ill: readonly string[]): number | undefined {
  const { members, leftOut } = landing;
  const follows =
    members.length > 0 && leftOut.every(({ by }) => by !== "suspension") && !members.some((name) => ill.includes(name));
  if (!follows) return 0;
  return "total" in landing ? landing.total : undefined;
}

/**
 * Annotations that make the provider wait for an object of the federated API. By default, it waits for pods and
 * endpoints, which do not exist there; the object's status contains what the members report.
 *
 * @param replicas total number of replicas on all members: 0 if there is nothing to wait for, undefined if only the
 * scheduler decides
 * @see https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/#pulumi-com-waitfor
 */
export function awaitAnnotations(object: Manifest, replicas: number | undefined): Record<string, string> {
  const given = object.metadata.annotations ?? {};
  if ("pulumi.com/waitFor" in given || "pulumi.com/skipAwait" in given) return {};
  const kind = groupKindOf(object);
  const conditions = CONDITIONS[kind];
  if (NOT_AWAITED.has(kind) || (conditions && replicas === 0)) return { "pulumi.com/skipAwait": "true" };
  if (!conditions) return {};
  // If it is left out, an autoscaler decides.
  const scaled = (object.spec as { readonly replicas?: number | undefined } | undefined)?.replicas === undefined;
  const count = replicas === undefined || scaled ? "" : `=${replicas}`;
  return { "pulumi.com/waitFor": JSON.stringify(conditions(count)) };
}
