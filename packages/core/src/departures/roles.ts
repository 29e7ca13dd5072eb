import { type GroupKind, groupKindOf } from "@fedstack/constructs/kinds";
import { type Binding, bindingKey, isDependency, isScheduledOn, requirementsOn } from "./binding";

/**
 * Part of an object in a departure, in the order in which copies are given up: what runs, then by what it is reached,
 * then what it needs.
 */
export type Role = "workload" | "name" | "companion" | "dependency";

const WORKLOADS: ReadonlySet<GroupKind> = new Set([
  "Pod",
  "ReplicationController",
  "apps/DaemonSet",
  "apps/Deployment",
  "apps/ReplicaSet",
  "apps/StatefulSet",
  "batch/CronJob",
]);

const NAMES: ReadonlySet<GroupKind> = new Set([
  "Service",
  "discovery.k8s.io/EndpointSlice",
  "gateway.networking.k8s.io/Gateway",
  "gateway.networking.k8s.io/HTTPRoute",
  "networking.k8s.io/Ingress",
]);

/** The part of an object in a departure. */
export function roleOf(binding: Binding): Role {
  const kind = groupKindOf(binding.spec.resource);
  if (isDependency(binding)) return "dependency";
  if (WORKLOADS.has(kind) || (binding.spec.replicas ?? 0) > 0) return "workload";
  return NAMES.has(kind) ? "name" : "companion";
}

/** Whether an object runs until it is complete, and again wherever it is scheduled anew. */
export function isJob({ spec }: Binding): boolean {
  return groupKindOf(spec.resource) === "batch/Job";
}

/**
 * The bindings whose objects move. A Job stays: scheduled again, it would run again. So does what else is to stay, and
 * what is needed by anything that stays.
 */
export function movable(
  bindings: readonly Binding[],
  member: string,
  isToStay: (binding: Binding) => boolean,
): readonly Binding[] {
  const stays = (one: Binding): boolean => isJob(one) || isToStay(one);
  const staying = new Set(bindings.filter(stays).map(({ metadata }) => bindingKey(metadata)));
  return bindings.filter(
    (one) => !stays(one) && !requirementsOn(one, member).some((each) => staying.has(bindingKey(each))),
  );
}

/** What a member has of objects that are deleted: the objects themselves, and what nothing else there needs. */
export function deletedWith(
  bindings: readonly Binding[],
  member: string,
  isDeleted: (binding: Binding) => boolean,
): readonly Binding[] {
  const deleted = new Set(bindings.filter(isDeleted).map(({ metadata }) => bindingKey(metadata)));
  return bindings.filter((one) => {
    const needing = requirementsOn(one, member);
    const isNeeded = isScheduledOn(one, member) || !needing.every((each) => deleted.has(bindingKey(each)));
    return isDeleted(one) || (needing.length > 0 && !isNeeded);
  });
}
