import { groupKindOf, type GroupKind, told } from "@fedstack/constructs/kinds";
import { type AggregatedStatus, type Binding, isScheduledOn, reportOf } from "./binding";

/** Number of pods that serve, in what a member reports of a kind. */
const SERVING: { readonly [kind: GroupKind]: string } = {
  "apps/Deployment": "availableReplicas",
  "apps/ReplicaSet": "availableReplicas",
  "apps/StatefulSet": "availableReplicas",
};

/**
 * Says what keeps an object from running elsewhere with all its replicas, so that a member's copy can go: a clause that
 * begins with the object.
 *
 * Karmada's own conditions do not say it: a member that runs 2 of 4 replicas is healthy, and `FullyApplied` counts none.
 */
export function lackElsewhere(binding: Binding, member: string): string | undefined {
  const { metadata, spec, status } = binding;
  const object = told(spec.resource);
  const scheduled = scheduledCondition(binding);
  const current = (status?.schedulerObservedGeneration ?? 0) >= (metadata.generation ?? 0);
  if (scheduled?.status === "False") {
    return `${object} cannot be scheduled: ${scheduled.message ?? "no reason given"}`;
  }
  if (!current || scheduled?.status !== "True") return `${object} is not scheduled yet`;
  if (isScheduledOn(binding, member)) return `${object} is still scheduled on ${member}`;
  const targets = spec.clusters ?? [];
  if (targets.length === 0) return `${object} is scheduled on no other member`;
  const wanted = spec.replicas ?? 0;
  const given = targets.reduce((sum, { replicas = 0 }) => sum + replicas, 0);
  const divided = spec.placement?.replicaScheduling?.replicaSchedulingType === "Divided";
  if (divided && given < wanted) return `${object} has ${given} of ${wanted} replicas scheduled`;
  const lacks = targets.flatMap(({ name, replicas = 0 }) => {
    const lack = lackOn(groupKindOf(spec.resource), reportOf(binding, name), divided ? replicas : wanted);
    return lack === undefined ? [] : [`${lack} on ${name}`];
  });
  return lacks.length === 0 ? undefined : `${object} ${lacks.join(", and ")}`;
}

/** Whether no other member can have an object. */
export function isUnschedulable(binding: Binding): boolean {
  return scheduledCondition(binding)?.status === "False";
}

function scheduledCondition({
  status,
}: Binding): NonNullable<NonNullable<Binding["status"]>["conditions"]>[number] | undefined {
  return status?.conditions?.find(({ type }) => type === "Scheduled");
}

function lackOn(kind: GroupKind, seen: AggregatedStatus | undefined, wanted: number): string | undefined {
  if (!seen?.applied) return `is not applied${seen?.appliedMessage ? ` (${seen.appliedMessage})` : ""}`;
  const reported = (seen.status ?? {}) as { readonly [field: string]: number | undefined };
  const field = SERVING[kind];
  if (field !== undefined) {
    const serving = reported[field] ?? 0;
    if (serving < wanted) return `has ${serving} of ${wanted} replicas available`;
    if ((reported["observedGeneration"] ?? 0) < (reported["generation"] ?? 0)) return "has not been observed";
  }
  // What has no replicas may report no health either.
  const ill = wanted > 0 && field === undefined ? seen.health !== "Healthy" : seen.health === "Unhealthy";
  return ill ? "is not healthy" : undefined;
}
