import type { Manifest } from "../../kinds/manifest";
import { manifestFaults } from "../../kinds/object-faults";
import { hasRequirements, replicaCountOf, withReplicas } from "../../kinds/replicas";
import type { LeftOutMember } from "../model/left-out";
import type { Member } from "../model/member";
import type { ObjectPlan, WorkloadPlan } from "../model/plan";
import type { Assignment } from "../model/replica-plan";
import type { Landed, OverridesOfObject } from "./override-policies";

/** A plan after overrides, and the changed object by member. */
export interface OnMembers<P> {
  readonly plan: P;
  readonly overridden?: ReadonlyMap<string, Manifest> | undefined;
}

/**
 * Applies overrides to what each member gets of an object. They come last, after replicas are divided. A member for
 * which one of them fails gets nothing.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/controllers/binding/common.go (`ensureWork`)
 */
export function onMembers<P extends WorkloadPlan | ObjectPlan>(
  plan: P,
  manifest: Manifest,
  overrides: OverridesOfObject | undefined,
  members: readonly Member[],
): OnMembers<P> {
  const indivisible = "assignments" in plan && !divisible(manifest);
  if (!overrides && !indivisible) return { plan };
  const overridden = new Map<string, Manifest>();
  const failed: LeftOutMember[] = [];
  const land = (member: Member, given: Manifest): Manifest | undefined => {
    const landed = readable(overrides?.on(member, given) ?? { manifest: given }, given);
    if ("manifest" in landed) {
      if (landed.manifest !== given) overridden.set(member.name, landed.manifest);
      return landed.manifest;
    }
    failed.push({ member: member.name, by: "override", reason: landed.problem });
    return undefined;
  };
  const taking = new Map(members.filter(({ name }) => plan.members.includes(name)).map((one) => [one.name, one]));
  if (!("assignments" in plan) || plan.basis === "unknown") {
    for (const member of taking.values()) land(member, manifest);
    return { plan: without(plan, failed), overridden };
  }
  if (plan.replicas === 0 && !hasRequirements(manifest)) {
    const scheduled = new Set(plan.assignments.map(({ member }) => member));
    for (const member of members) if (scheduled.has(member.name)) taking.set(member.name, member);
  }
  const assignments = plan.assignments.flatMap((assignment): readonly Assignment[] => {
    const member = taking.get(assignment.member);
    if (!member) return [assignment];
    const runs = (scheduled: number): number | undefined => {
      if (scheduled === 0 && plan.replicas > 0) return 0;
      const landed = land(member, withReplicas(manifest, scheduled));
      return landed && replicasOf(landed, scheduled);
    };
    const { member: name, replicas, alternative = replicas, weight } = assignment;
    const [one, other] = [runs(replicas), runs(alternative)];
    if (one === undefined || other === undefined) return [];
    return [
      {
        member: name,
        replicas: one,
        ...(other !== one && { alternative: other }),
        ...(weight !== undefined && { weight }),
      },
    ];
  });
  const total = assignments.reduce((sum, { replicas }) => sum + replicas, 0);
  const running = assignments.filter((one) => one.replicas > 0 || one.alternative).map(({ member }) => member);
  return { plan: without({ ...plan, assignments, total, members: running }, failed), overridden };
}

/** What an override made, if it still is an object that a member takes. */
function readable(landed: Landed, given: Manifest): Landed {
  if ("problem" in landed || landed.manifest === given) return landed;
  const [wrong] = manifestFaults(landed.manifest);
  return wrong ? { problem: `its overrides make it invalid: ${wrong.path}: ${wrong.problem}` } : landed;
}

/** Replicas that a member runs of what it gets. */
function replicasOf(landed: Manifest, scheduled: number): number {
  const count = replicaCountOf(landed);
  return count && "replicas" in count ? count.replicas : scheduled;
}

function divisible(manifest: Manifest): boolean {
  const count = replicaCountOf(manifest);
  return count !== undefined && "divisible" in count && count.divisible;
}

function without<P extends WorkloadPlan | ObjectPlan>(plan: P, failed: readonly LeftOutMember[]): P {
  if (failed.length === 0) return plan;
  const names = new Set(failed.map(({ member }) => member));
  const reasons = failed.filter(({ member }, i) => failed.findIndex((one) => one.member === member) === i);
  return {
    ...plan,
    members: plan.members.filter((member) => !names.has(member)),
    leftOut: [...plan.leftOut, ...reasons].sort((a, b) => (a.member < b.member ? -1 : 1)),
  };
}
