import type { ObjectRef } from "@fedstack/constructs/kinds";
import type { Question } from "../kubeconfig/ask";
import { BINDINGS_PATH } from "../karmada/apis";
import type { Policy } from "./policy";

/** Reason in the tasks, for people who look at a binding. */
const REASON = "MovesAway";

/** A member, and the replicas that it is given. */
export interface TargetCluster {
  readonly name: string;
  readonly replicas?: number | undefined;
}

/** Keeps the copy of a member that an object is no longer scheduled on. */
export interface EvictionTask {
  readonly fromCluster: string;
  readonly purgeMode?: string | undefined;
  readonly replicas?: number | undefined;
  readonly reason: string;
  readonly message?: string | undefined;
  readonly producer: string;
  /** Keeps the copy while true; gives it up once it is false. */
  readonly suppressDeletion?: boolean | undefined;
}

/** What one member reports about an object. */
export interface AggregatedStatus {
  readonly clusterName: string;
  readonly applied?: boolean | undefined;
  readonly appliedMessage?: string | undefined;
  readonly health?: string | undefined;
  readonly status?: object | undefined;
}

/** A ResourceBinding or ClusterResourceBinding, as one program looks at it: where one object of the federated API is scheduled. */
export interface Binding {
  /** The field manager of the program, which produces its tasks; undefined for one that only looks. */
  readonly holder?: string | undefined;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly generation?: number | undefined;
    readonly resourceVersion: string;
    readonly annotations?: { readonly [key: string]: string } | undefined;
  };
  readonly spec: {
    readonly resource: ObjectRef & { readonly uid?: string | undefined };
    readonly replicas?: number | undefined;
    readonly replicaRequirements?:
      { readonly resourceRequest?: { readonly [resource: string]: string } | undefined } | undefined;
    readonly placement?: Placement | undefined;
    /** The members that get no change of the object, and whether the scheduler leaves it where it is. */
    readonly suspension?: Suspension | undefined;
    /** When the scheduler was asked to place it anew. */
    readonly rescheduleTriggeredAt?: string | undefined;
    /** Whether the object stays in every member that it is taken from. */
    readonly preserveResourcesOnDeletion?: boolean | undefined;
    readonly clusters?: readonly TargetCluster[] | undefined;
    readonly gracefulEvictionTasks?: readonly EvictionTask[] | undefined;
    /** The objects that need this one, and where they are: it follows them there. */
    readonly requiredBy?: readonly Requirement[] | undefined;
  };
  readonly status?:
    | {
        readonly schedulerObservedGeneration?: number | undefined;
        /** Name of the fallback group that it runs in. */
        readonly schedulerObservingAffinityName?: string | undefined;
        readonly conditions?:
          | readonly { readonly type: string; readonly status: string; readonly message?: string | undefined }[]
          | undefined;
        readonly aggregatedStatus?: readonly AggregatedStatus[] | undefined;
      }
    | undefined;
}

interface Suspension extends NonNullable<NonNullable<Policy["spec"]>["suspension"]> {
  readonly dispatching?: boolean | undefined;
  readonly scheduling?: boolean | null | undefined;
}

/** A binding of an object that needs this one. */
interface Requirement {
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly clusters?: readonly TargetCluster[] | undefined;
}

interface Placement {
  readonly clusterTolerations?: readonly object[] | undefined;
  readonly replicaScheduling?: { readonly replicaSchedulingType?: string | undefined } | undefined;
}

/** Tells bindings apart. */
export function bindingKey({ namespace, name }: Pick<Binding["metadata"], "namespace" | "name">): string {
  return `${namespace}/${name}`;
}

/** Whether an object is scheduled on a member itself, not because another object needs it there. */
export function isScheduledOn({ spec }: Binding, member: string): boolean {
  return (spec.clusters ?? []).some(({ name }) => name === member);
}

/** Whether there are replicas that are divided among members. Of a Service there are none, whatever its placement says. */
export function isDivided({ spec: { placement, replicas = 0 } }: Binding): boolean {
  return replicas > 0 && placement?.replicaScheduling?.replicaSchedulingType === "Divided";
}

/** The bindings of objects that need this one on a member. */
export function requirementsOn({ spec }: Binding, member: string): readonly Requirement[] {
  return (spec.requiredBy ?? []).filter(({ clusters = [] }) => clusters.some(({ name }) => name === member));
}

/** Whether an object is on a member, for whatever reason. */
export function isOn(binding: Binding, member: string): boolean {
  return isScheduledOn(binding, member) || requirementsOn(binding, member).length > 0;
}

/** What a member reports about an object. */
export function reportOf({ status }: Binding, member: string): AggregatedStatus | undefined {
  return status?.aggregatedStatus?.find(({ clusterName }) => clusterName === member);
}

/** Whether the program keeps an object's copy on a member. */
export function isHeld(binding: Binding, member: string): boolean {
  return taskOf(binding, member)?.suppressDeletion === true;
}

/** Whether an object only follows others. */
export function isDependency({ spec }: Binding): boolean {
  return spec.placement === undefined && (spec.requiredBy ?? []).length > 0;
}

/** Keeps a member's copy, whatever is scheduled from now on. */
export function hold(binding: Binding, member: string): Question {
  return patchOf(binding, { gracefulEvictionTasks: tasksWith(binding, member) });
}

/**
 * Takes an object off a member's schedule, and keeps the copy there: one write, so that nothing comes between.
 *
 * @param others what the other members are given; without it, the scheduler divides what the member leaves
 */
export function evict(binding: Binding, member: string, others?: readonly TargetCluster[]): Question {
  const clusters = others ?? (binding.spec.clusters ?? []).filter(({ name }) => name !== member);
  return patchOf(binding, { clusters, gracefulEvictionTasks: tasksWith(binding, member) });
}

/** Gives a copy up: Karmada deletes it, and forgets the task. */
export function release(binding: Binding, member: string): Question {
  const task = { ...taskOf(binding, member)!, suppressDeletion: false };
  return patchOf(binding, { gracefulEvictionTasks: [...otherTasks(binding, member), task] });
}

/** Whether an object is scheduled on a member, or anyone keeps its copy there or is about to delete it. */
export function mentions(binding: Binding, member: string): boolean {
  const { gracefulEvictionTasks: tasks = [] } = binding.spec;
  return isScheduledOn(binding, member) || tasks.some(({ fromCluster }) => fromCluster === member);
}

/**
 * Takes an object off a member that no longer exists. Karmada keeps the Cluster while it is on a schedule, and a task of
 * anyone would keep the object away from a member of that name.
 *
 * @param others what the other members are given; without it, the scheduler divides again
 */
export function takeOff(binding: Binding, member: string, others?: readonly TargetCluster[]): Question {
  const { clusters = [], gracefulEvictionTasks: tasks = [] } = binding.spec;
  return patchOf(binding, {
    clusters: others ?? clusters.filter(({ name }) => name !== member),
    gracefulEvictionTasks: tasks.filter(({ fromCluster }) => fromCluster !== member),
  });
}

/** Replicas of a workload in the copy that the program keeps on a member. */
export function heldReplicas(binding: Binding, member: string): number | undefined {
  return taskOf(binding, member)?.replicas;
}

/**
 * Puts an object back on a member that does not leave after all: one write, or its copy would be deleted.
 *
 * @param all what all members are given; without it, the scheduler divides again
 */
export function putBack(binding: Binding, member: string, all?: readonly TargetCluster[]): Question {
  const clusters = binding.spec.clusters ?? [];
  const isBack = isScheduledOn(binding, member) || isDependency(binding);
  const again = isBack ? [] : [{ name: member, replicas: heldReplicas(binding, member) }];
  return patchOf(binding, {
    clusters: all ?? [...clusters, ...again],
    gracefulEvictionTasks: otherTasks(binding, member),
  });
}

function taskOf({ spec, holder }: Binding, member: string): EvictionTask | undefined {
  return (spec.gracefulEvictionTasks ?? []).find((task) => isOwn(task, member, holder));
}

function otherTasks({ spec, holder }: Binding, member: string): readonly EvictionTask[] {
  return (spec.gracefulEvictionTasks ?? []).filter((task) => !isOwn(task, member, holder));
}

function isOwn({ fromCluster, producer }: EvictionTask, member: string, holder: string | undefined): boolean {
  return producer === holder && fromCluster === member;
}

function tasksWith(binding: Binding, member: string): readonly EvictionTask[] {
  const { spec, holder } = binding;
  const replicas = spec.clusters?.find(({ name }) => name === member)?.replicas ?? taskOf(binding, member)?.replicas;
  const task: EvictionTask = {
    fromCluster: member,
    purgeMode: "Gracefully",
    ...(replicas !== undefined && { replicas }),
    reason: REASON,
    message: "kept until it runs on other members",
    producer: holder!,
    suppressDeletion: true,
  };
  return [...otherTasks(binding, member), task];
}

/** A change that is refused as a conflict if somebody else has changed the binding meanwhile. */
export function patchOf(
  { metadata }: Binding,
  spec: Partial<Binding["spec"]>,
  annotations?: { readonly [key: string]: string | null },
): Question {
  const { name, namespace, resourceVersion } = metadata;
  const place = namespace === undefined ? "clusterresourcebindings" : `namespaces/${namespace}/resourcebindings`;
  return {
    method: "PATCH",
    path: `${BINDINGS_PATH}/${place}/${name}`,
    body: { metadata: { resourceVersion, ...(annotations && { annotations }) }, spec },
  };
}
