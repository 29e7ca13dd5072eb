import type { PlacementSpec, PropagationSpec } from "../api/karmada";
import { fault, quoted } from "../faults";
import type { Fault, Fields } from "../faults";
import { nameOf } from "../members/members";
import type { MemberRef } from "../members/members";
import { dnsSubdomain, labelKey, memberName, optional } from "../validation/checks";

/** How and when a policy's objects are scheduled and dispatched. */
export interface SchedulingOptions {
  /**
   * The members that get nothing new: `"all"`, or some by name. What runs there stays as it is. Becomes `suspension`.
   *
   * @default - none
   */
  readonly suspended?: "all" | readonly MemberRef[] | undefined;
  /**
   * Name of the scheduler that decides, for one of your own. The plan does not know where it puts things. Karmada refuses
   * to change it in a policy that exists.
   *
   * @default "default-scheduler"
   */
  readonly schedulerName?: string | undefined;
  /**
   * Name of a PriorityClass of Kubernetes in the federated API. What has a higher one is scheduled first. Needs Karmada's
   * alpha feature `PriorityBasedScheduling`. Becomes `schedulePriority`.
   *
   * @default - none
   */
  readonly priorityClassName?: string | undefined;
  /**
   * Workloads to be near to, or apart from. Needs Karmada's alpha feature `WorkloadAffinity`; the plan does not follow
   * it.
   *
   * @default - none
   */
  readonly workloadAffinity?: WorkloadAffinity | undefined;
  /**
   * Whether a change of the policy reaches an object only when that changes, too. Becomes `activationPreference: Lazy`.
   *
   * @default false
   */
  readonly lazy?: boolean | undefined;
}

/** Workloads with the same value of a label, in the same namespace. The two keys must differ. */
export interface WorkloadAffinity {
  /** Key of a label: those with the same value run on the same members. */
  readonly affinity?: string | undefined;
  /** Key of a label: those with the same value run on different members. */
  readonly antiAffinity?: string | undefined;
}

const AFFINITY: Fields<WorkloadAffinity> = { affinity: "anything", antiAffinity: "anything" };

/** @internal */
export const SCHEDULING: Fields<SchedulingOptions> = {
  suspended: "anything",
  schedulerName: "anything",
  priorityClassName: "anything",
  workloadAffinity: AFFINITY,
  lazy: "anything",
};

/** @internal Fields of a policy's `spec`. */
export function schedulingSpec(options: SchedulingOptions): Partial<PropagationSpec> {
  const { suspended, schedulerName, priorityClassName, lazy } = options;
  return {
    ...(suspended && {
      suspension:
        suspended === "all" ? { dispatching: true } : { dispatchingOnClusters: { clusterNames: suspendedBy(options) } },
    }),
    ...(schedulerName !== undefined && { schedulerName }),
    ...(priorityClassName !== undefined && {
      schedulePriority: { priorityClassSource: "KubePriorityClass", priorityClassName },
    }),
    ...(lazy && { activationPreference: "Lazy" }),
  };
}

/** @internal Names of the members that are suspended by name. */
export function suspendedBy({ suspended }: SchedulingOptions): readonly string[] {
  return Array.isArray(suspended) ? suspended.map((member: MemberRef) => nameOf(member)) : [];
}

/** @internal Fields of a policy's `spec.placement`. */
export function affinitySpec({ workloadAffinity }: SchedulingOptions): Pick<PlacementSpec, "workloadAffinity"> {
  if (!workloadAffinity) return {};
  const terms = Object.entries(workloadAffinity).filter(([, key]) => key !== undefined);
  return { workloadAffinity: Object.fromEntries(terms.map(([term, key]) => [term, { groupByLabelKey: key }])) };
}

/** @internal */
export function schedulingFaults(options: SchedulingOptions): Fault[] {
  const { schedulerName, priorityClassName, workloadAffinity } = options;
  return [
    ...suspensionFaults("placement.suspended", options.suspended),
    ...optional(dnsSubdomain, "placement.schedulerName", schedulerName),
    ...optional(dnsSubdomain, "placement.priorityClassName", priorityClassName),
    ...(workloadAffinity ? affinityFaults("placement.workloadAffinity", workloadAffinity) : []),
  ];
}

function suspensionFaults(path: string, suspended: SchedulingOptions["suspended"]): Fault[] {
  if (suspended === undefined || suspended === "all") return [];
  if (!Array.isArray(suspended)) {
    return [fault(path, `${quoted(suspended)} is not a list`, 'use "all", or a list of members')];
  }
  if (suspended.length === 0) return [fault(path, "[] suspends nothing", "leave it out, or name members")];
  return suspended.flatMap((member: MemberRef, i) => memberName(`${path}[${i}]`, nameOf(member)));
}

function affinityFaults(path: string, { affinity, antiAffinity }: WorkloadAffinity): Fault[] {
  const same = affinity !== undefined && affinity === antiAffinity;
  return [
    ...optional(labelKey, `${path}.affinity`, affinity),
    ...optional(labelKey, `${path}.antiAffinity`, antiAffinity),
    ...(affinity === undefined && antiAffinity === undefined
      ? [fault(path, "is empty", "set affinity or antiAffinity to the key of a label")]
      : []),
    ...(same ? [fault(path, `affinity and antiAffinity are both ${quoted(affinity)}`, "use different labels")] : []),
  ];
}
