import { isOfKind } from "../kinds/identity";
import type { ObjectRef } from "../kinds/identity";
import type { Manifest } from "../kinds/manifest";
import { hasRequirements, replicaCountOf } from "../kinds/replicas";
import { onObject } from "./findings/on-object";
import type { Rules } from "./findings/on-object";
import { strangersTo } from "./findings/strangers";
import type { Finding } from "../kinds/finding";
import { NOT_TAKEN } from "./model/left-out";
import type { LeftOutMember } from "./model/left-out";
import type { Member } from "./model/member";
import type { ObjectPlan, WorkloadPlan } from "./model/plan";
import type { Assignment, CurrentState } from "./model/replica-plan";
import type { Placed } from "./objects/closure";
import { claimFor, isEverywhere } from "./objects/propagated";
import { onMembers } from "./overrides/on-members";
import type { OverridesAmong } from "./overrides/override-policies";
import { planSorted } from "./plan-replicas";
import type { Policy } from "./policies/policies";
import { decidedBy, isForeign } from "./policies/foreign-scheduler";
import { suspensionOf } from "./policies/suspension";
import { schedule } from "./scheduler/schedule";

/** What decides where an object lands. */
export interface Surroundings extends Rules {
  readonly overrides: OverridesAmong;
  /** In order of names. */
  readonly members: readonly Member[];
  readonly stateOf?: ((workload: ObjectRef) => CurrentState | undefined) | undefined;
}

/** Plans one object, as a workload or as any other object. */
export interface Landed extends Placed {
  readonly workload?: WorkloadPlan | undefined;
  readonly object?: ObjectPlan | undefined;
  readonly findings: readonly Finding[];
}

const NOWHERE = { members: [], leftOut: [] };
const NO_REPLICAS = { ...NOWHERE, basis: "placement", assignments: [], total: 0, unknownMembers: [] } as const;

/** Where an object lands. */
export function landingOf(manifest: Manifest, ref: ObjectRef, around: Surroundings): Landed {
  const claim = claimFor(manifest, ref, around.policies);
  const { policy, problem } = claim;
  const { errors, findings: found } = onObject(manifest, ref, claim, around);
  const hindered = errors.length > 0 ? errors.map((one) => one.problem).join(". ") : problem;
  const overrides = around.overrides(manifest, ref);
  const strangers = policy && hindered === undefined ? strangersTo(ref, policy, overrides, around.members) : [];
  const findings = [...found, ...strangers];
  const common = { manifest, ref, policy, findings };
  const count = replicaCountOf(manifest);
  if (count === undefined) {
    const object = planObject(ref, manifest, policy, hindered, around);
    const { plan, overridden } = onMembers(object, manifest, overrides, around.members);
    return { ...common, object: plan, members: plan.members, scheduled: scheduledTo(plan), overridden };
  }
  const unread = "problem" in count ? count.problem : undefined;
  const replicas = "problem" in count ? 0 : count.replicas;
  const { workload, scheduled } = planWorkload(ref, policy, hindered ?? unread, replicas, manifest, around);
  const { plan, overridden } = onMembers(workload, manifest, overrides, around.members);
  return { ...common, workload: plan, members: plan.members, scheduled, overridden };
}

function scheduledTo({ members, leftOut }: ObjectPlan): readonly string[] {
  const unserved = leftOut.filter(({ by }) => by === "suspension" || by === "override");
  return [...members, ...unserved.map(({ member }) => member)];
}

function planWorkload(
  ref: ObjectRef,
  policy: Policy | undefined,
  hindered: string | undefined,
  replicas: number,
  manifest: Manifest,
  { members, stateOf }: Surroundings,
): { readonly workload: WorkloadPlan; readonly scheduled: readonly string[] } {
  const head = { ...ref, ...(policy && { policy: policy.ref }) };
  if (!policy || hindered !== undefined) {
    return { workload: { ...head, ...NO_REPLICAS, replicas, problem: hindered }, scheduled: [] };
  }
  const uid = manifest.metadata["uid"] as string | undefined;
  const state: CurrentState = { uid, ...stateOf?.(ref) };
  const request = { ...state, name: ref.name, replicas, placement: policy.spec.placement, members };
  if (isForeign(policy)) {
    const open = { basis: "unknown", total: undefined, ...openAmong(members, policy) } as const;
    return { workload: { ...head, ...NO_REPLICAS, replicas, ...open }, scheduled: members.map(({ name }) => name) };
  }
  const plan = planSorted(request);
  // With 0 replicas that require nothing, Karmada schedules it to every member that may run it.
  const isEmpty = plan.basis !== "unknown" && replicas === 0 && !hasRequirements(manifest);
  return {
    workload: suspended({ ...head, ...plan }, policy, state.current ?? {}),
    scheduled: isEmpty ? plan.assignments.map(({ member }) => member) : plan.members,
  };
}

/** Where another scheduler may place an object: anywhere but on members to which nothing is dispatched. */
function openAmong(members: readonly Member[], policy: Policy): Pick<ObjectPlan, "members" | "leftOut" | "undecided"> {
  const reasonFor = suspensionOf(policy);
  const names = members.map(({ name }) => name);
  return {
    members: names.filter((name) => !reasonFor?.(name)),
    leftOut: names.flatMap((member) => {
      const reason = reasonFor?.(member);
      return reason ? [{ member, ...reason }] : [];
    }),
    undecided: decidedBy(policy),
  };
}

/** Without objects that a suspended policy does not dispatch. What already runs stays as it is. */
function suspended(plan: WorkloadPlan, policy: Policy, current: { readonly [member: string]: number }): WorkloadPlan {
  const reasonFor = suspensionOf(policy);
  if (!reasonFor || plan.basis === "unknown") return plan;
  const assignments = plan.assignments.flatMap((one) =>
    reasonFor(one.member) ? runningOn(one.member, current) : [one],
  );
  const leftOut = plan.assignments.flatMap(({ member }) => {
    const reason = current[member] ? undefined : reasonFor(member);
    return reason ? [{ member, ...reason }] : [];
  });
  return {
    ...plan,
    assignments,
    leftOut: sorted([...plan.leftOut, ...leftOut]),
    members: assignments.filter((one) => one.replicas > 0 || one.alternative).map(({ member }) => member),
    total: assignments.reduce((sum, { replicas }) => sum + replicas, 0),
  };
}

function runningOn(member: string, current: { readonly [member: string]: number }): readonly Assignment[] {
  const replicas = current[member];
  return replicas ? [{ member, replicas }] : [];
}

/** Karmada copies namespaces to every member, unless they opt out, and other objects by their policies. */
function planObject(
  ref: ObjectRef,
  manifest: Manifest,
  policy: Policy | undefined,
  hindered: string | undefined,
  { members, skippedNamespaces }: Surroundings,
): ObjectPlan {
  const head = { ...ref, ...(policy && { policy: policy.ref }) };
  if (isOfKind(ref, "Namespace") && isEverywhere(ref.name, manifest, skippedNamespaces)) {
    return { ...head, members: members.map(({ name }) => name), leftOut: [] };
  }
  if (!policy || hindered !== undefined) return { ...head, ...NOWHERE, problem: hindered };
  if (isForeign(policy)) {
    return { ...head, ...openAmong(members, policy) };
  }
  const { selected, leftOut, problem } = schedule({ ...ref, replicas: 0, members }, policy.spec.placement ?? {});
  const suspension = suspensionOf(policy);
  const taken = new Set(selected.map(({ name }) => name));
  const there = [...taken].filter((member) => !suspension?.(member)).sort();
  const without = members.map(({ name }) => name).filter((name) => !there.includes(name));
  return {
    ...head,
    members: there,
    leftOut: without.flatMap((member) => {
      const passedOver = problem === undefined ? NOT_TAKEN : undefined;
      const reason = leftOut.get(member) ?? (taken.has(member) ? suspension?.(member) : passedOver);
      return reason ? [{ member, ...reason }] : [];
    }),
    ...(problem !== undefined && { problem }),
  };
}

function sorted(leftOut: readonly LeftOutMember[]): readonly LeftOutMember[] {
  return [...leftOut].sort((a, b) => (a.member < b.member ? -1 : 1));
}
