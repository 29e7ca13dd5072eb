import { groupKindOf, type GroupKind, told } from "@fedstack/constructs/kinds";
import { type AggregatedStatus, type Binding, isDivided, isScheduledOn, reportOf } from "./binding";
import { wantedOn } from "./own-replicas";
import { roleOf } from "./roles";

/** Number of pods that serve, in what a member reports of a kind. */
export const SERVING: { readonly [kind: GroupKind]: string } = {
  "apps/Deployment": "availableReplicas",
  "apps/ReplicaSet": "availableReplicas",
  "apps/StatefulSet": "availableReplicas",
};

/** Kinds that Karmada calls unhealthy for one reason only: no load balancer has given them an address. */
const ADDRESSED: ReadonlySet<GroupKind> = new Set(["Service", "networking.k8s.io/Ingress"]);

/**
 * Says what keeps an object from running elsewhere with all its replicas, so that a member's copy can go: a clause that
 * begins with the object. A name that is not healthy on the member either, such as a Service without a load balancer, has
 * only to be there.
 *
 * Karmada's own conditions do not say it: a member that runs 2 of 4 replicas is healthy, and `FullyApplied` counts none.
 *
 * @param retains whether each member keeps its own number of replicas
 */
export function lackElsewhere(binding: Binding, member: string, retains = false): string | undefined {
  const unscheduled = unscheduledBy(binding);
  const { resource } = binding.spec;
  if (unscheduled === undefined && isScheduledOn(binding, member)) {
    return `${told(resource)} is still scheduled on ${member}`;
  }
  const wasUnhealthy = roleOf(binding) === "name" && reportOf(binding, member)?.health === "Unhealthy";
  const lack =
    unscheduled ??
    lackOnTargets(
      binding,
      "is scheduled on no other member",
      wasUnhealthy ? () => true : (seen) => seen === "Healthy",
      retains,
    );
  return lack === undefined ? undefined : `${told(resource)} ${lack}`;
}

/**
 * Says what keeps an object from running where it is scheduled: a clause that begins with the object. Kinds whose health
 * Karmada does not know, such as Jobs, count as healthy.
 *
 * @param silent whether a member does not respond, so that what it has reported is no longer known to be true
 */
export function lackOf(binding: Binding, silent: (member: string) => boolean): string | undefined {
  const { resource, clusters = [] } = binding.spec;
  const lost = clusters.filter(({ name }) => silent(name)).map(({ name }) => name);
  const lack =
    unscheduledBy(binding) ??
    (lost.length > 0
      ? `is on ${lost.join(", ")}, which does not respond`
      : lackOnTargets(binding, "is scheduled on no member", (seen) => seen !== "Unhealthy"));
  return lack === undefined ? undefined : `${told(resource)} ${lack}`;
}

/** Says what keeps an object from being scheduled: the end of a clause that begins with the object. */
export function unscheduledBy(binding: Binding): string | undefined {
  const { metadata, status } = binding;
  const scheduled = scheduledCondition(binding);
  const current = (status?.schedulerObservedGeneration ?? 0) >= (metadata.generation ?? 0);
  if (scheduled?.status === "False") return `cannot be scheduled: ${scheduled.message ?? "no reason given"}`;
  return current && scheduled?.status === "True" ? undefined : "is not scheduled yet";
}

type IsHealthy = (health: string | undefined) => boolean;

function lackOnTargets(binding: Binding, none: string, isHealthy: IsHealthy, retains = false): string | undefined {
  const { clusters: targets = [], replicas: wanted = 0, resource, replicaRequirements } = binding.spec;
  // The scheduler gives a workload with requests, and without replicas, to no member.
  if (targets.length === 0) return wanted === 0 && replicaRequirements ? undefined : none;
  const given = targets.reduce((sum, { replicas = 0 }) => sum + replicas, 0);
  const divided = isDivided(binding);
  if (divided && given < wanted) return `has ${given} of ${wanted} replicas scheduled`;
  const lacks = targets.flatMap(({ name, replicas = 0 }) => {
    const share = divided ? replicas : wanted;
    const lack = lackOn(groupKindOf(resource), reportOf(binding, name), share, isHealthy, retains);
    return lack === undefined ? [] : [`${lack} on ${name}`];
  });
  return lacks.length === 0 ? undefined : lacks.join(", and ");
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

function lackOn(
  kind: GroupKind,
  seen: AggregatedStatus | undefined,
  given: number,
  isHealthy: IsHealthy,
  retains: boolean,
): string | undefined {
  if (!seen?.applied) return `is not applied${seen?.appliedMessage ? ` (${seen.appliedMessage})` : ""}`;
  const reported = (seen.status ?? {}) as { readonly [field: string]: number | undefined };
  const field = SERVING[kind];
  const wanted = wantedOn(given, reported["replicas"], retains);
  if (field !== undefined) {
    const serving = reported[field] ?? 0;
    if (serving < wanted) return `has ${serving} of ${wanted} replicas available`;
    if ((reported["observedGeneration"] ?? 0) < (reported["generation"] ?? 0)) return "has not been observed";
  }
  // What has no replicas may report no health either.
  const mayBeUnknown = wanted === 0 || field !== undefined;
  if (mayBeUnknown && seen.health !== "Unhealthy") return undefined;
  if (isHealthy(seen.health)) return undefined;
  const unaddressed = seen.health === "Unhealthy" && ADDRESSED.has(kind);
  return unaddressed ? "has no address of a load balancer" : "is not healthy";
}
