import { tell } from "@fedstack/constructs/faults";
import { keyOf, told } from "@fedstack/constructs/kinds";
import {
  comparePlans,
  type CurrentState,
  type Member,
  type MemberChange,
  type Plan,
  type WorkloadPlan,
} from "@fedstack/constructs/plan";
import { type Binding, isDivided } from "../departures/binding";
import type { Placements } from "../departures/placements";
import { targetsWithout } from "../departures/shares";
import type { CheckedCall } from "./checked-call";
import { tellUnplaced } from "./unplaced";

/** What runs when a program begins, and what the program changes. */
export interface Running {
  readonly bindings: readonly Binding[];
  readonly placements: Placements;
  /** Whether the policy that placed an object does so no longer. */
  readonly losesPolicy: (binding: Binding) => boolean;
  /** Whether a policy of others places an object. */
  readonly isOthers: (binding: Binding) => boolean;
  /** The members that neither leave nor are drained. */
  readonly staying: readonly Member[];
  /** Whether what a new schedule would place elsewhere moves there. */
  readonly rebalances: boolean;
}

/** Where a call's objects will be, given what runs. */
export interface Outlook {
  readonly plan: Plan;
  /** A line for each workload that changes on a member, or stays where a new schedule would not place it. */
  readonly changes: readonly string[];
  /** What stays where it is, and should not. */
  readonly warnings: readonly string[];
}

/** Tells where a call's objects will be, given what runs. */
export function outlookOf(
  { plan, planWith }: Pick<CheckedCall, "plan" | "planWith">,
  members: readonly Member[],
  { bindings, placements, losesPolicy, isOthers, staying, rebalances }: Running,
): Outlook {
  const all = new Map(bindings.map((one) => [keyOf(one.spec.resource), one]));
  const running = new Map(
    plan.workloads.flatMap((one) => {
      const binding = all.get(keyOf(one));
      return one.policy && binding?.spec.clusters?.length ? [[keyOf(one), binding] as const] : [];
    }),
  );
  const warnings = tellUnplaced(plan, bindings, isOthers);
  if (running.size === 0) return { plan, changes: [], warnings };
  const planAs = (stateOf: (binding: Binding) => CurrentState): Plan =>
    planWith(members, (one) => {
      const binding = running.get(keyOf(one));
      return binding && stateOf(binding);
    });
  const kept = new Map(
    [...running].map(([key, one]) => {
      const isScheduledAgain = placements.isScheduledAgain(one, losesPolicy(one));
      return [key, isScheduledAgain ? undefined : keptOf(one, staying)];
    }),
  );
  const keptBy = ({ spec }: Binding): Counts | undefined => kept.get(keyOf(spec.resource));
  const now = planAs((one) => ({ current: replicasBy(one), stays: true }));
  const anew = planAs(({ spec: { resource } }) => ({ uid: resource.uid }));
  const after = planAs((one) => ({
    uid: one.spec.resource.uid,
    current: keptBy(one) ?? replicasBy(one, staying),
    currentGroup: one.status?.schedulerObservingAffinityName,
    stays: keptBy(one) !== undefined,
  }));
  const changed = new Map(comparePlans(now, after).changes.map((one) => [keyOf(one.object), one.members]));
  const changes = after.workloads.flatMap((one, index) => {
    const binding = running.get(keyOf(one));
    if (!binding || isOpen(one, binding, placements)) return [];
    const line =
      tellChange(now.workloads[index]!, one, changed.get(keyOf(one)) ?? []) ??
      (keptBy(binding) && tellStay(one, anew.workloads[index]!));
    return line === undefined ? [] : [`${told(one)}: ${line}`];
  });
  // What the chart leaves to an autoscaler has a number of replicas, too.
  const workloads = after.workloads.map((one) => {
    const binding = running.get(keyOf(one));
    return binding && keptBy(binding) ? { ...one, replicas: binding.spec.replicas! } : one;
  });
  return {
    plan: { ...after, workloads },
    changes,
    warnings: rebalances ? warnings : [...warnings, ...warningsOf(after, plan)],
  };
}

/** Warnings of a plan that another one does not have. */
function warningsOf({ findings }: Plan, other: Plan): readonly string[] {
  const known = new Set(other.findings.map(tell));
  return findings
    .filter(({ severity }) => severity === "warning")
    .map(tell)
    .filter((one) => !known.has(one));
}

/**
 * What members are given of a workload that Karmada does not schedule again: what they have, and what leaves others; undefined
 * if it does.
 */
function keptOf(binding: Binding, staying: readonly Member[]): Counts | undefined {
  const { clusters = [], replicas = 0 } = binding.spec;
  const scheduled = clusters.reduce((sum, one) => sum + (one.replicas ?? 0), 0);
  if (!isDivided(binding) || scheduled !== replicas) return undefined;
  let left = binding;
  for (const { name } of clusters) {
    if (staying.some((member) => member.name === name)) continue;
    const others = targetsWithout(left, name, staying);
    if (!others) return undefined;
    left = { ...left, spec: { ...left.spec, clusters: others } };
  }
  return replicasBy(left);
}

function replicasBy({ spec: { clusters = [], replicas: each = 0 } }: Binding, members?: readonly Member[]): Counts {
  const there = clusters.filter(({ name }) => members?.some((member) => member.name === name) ?? true);
  return Object.fromEntries(there.map(({ name, replicas = each }) => [name, replicas]));
}

type Counts = NonNullable<CurrentState["current"]>;

/** Whether a scheduler or an autoscaler decides that the plan does not follow. */
function isOpen({ undecided, replicas }: WorkloadPlan, binding: Binding, placements: Placements): boolean {
  return undecided !== undefined || (replicas !== binding.spec.replicas && !placements.isScaled(binding));
}

/** Where a workload stays; undefined if it would be there in any case, or if that is not known. */
function tellStay(stays: WorkloadPlan, anew: WorkloadPlan): string | undefined {
  if (anew.basis === "unknown" || anew.problem !== undefined) return undefined;
  const [there, otherwise] = [tellShares(stays), tellShares(anew)];
  return there === otherwise ? undefined : `stays ${there} (a new schedule would be ${otherwise})`;
}

/** What a workload changes; undefined if nothing does. */
function tellChange(now: WorkloadPlan, after: WorkloadPlan, members: readonly MemberChange[]): string | undefined {
  if (after.basis === "unknown") return `${tellShares(now)} now, and what changes depends on free capacity`;
  const each = members.map(({ member, before, after: then }) => {
    const loss = then < before ? ` (loses ${before - then})` : "";
    return `${member} ${before} → ${then}${loss}`;
  });
  return each.join(", ") || undefined;
}

function tellShares({ assignments }: WorkloadPlan): string {
  const shares = assignments.filter(({ replicas, alternative = 0 }) => replicas + alternative > 0);
  return (
    shares
      .map(({ member, replicas, alternative }) => {
        const other = alternative === undefined ? "" : ` or ${alternative}`;
        return `${member} ${replicas}${other}`;
      })
      .join(", ") || "nowhere"
  );
}
