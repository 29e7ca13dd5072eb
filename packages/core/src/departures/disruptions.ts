import { type ObjectRef, told } from "@fedstack/constructs/kinds";
import type { WorkloadPlan } from "@fedstack/constructs/plan";
import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { type Binding, isDivided } from "./binding";
import { allowedOf, type DisruptionBudget } from "./disruption-budget";
import type { Placements } from "./placements";
import type { Program } from "./planned-departure";
import type { Policy } from "./policy";
import { replacementFaults } from "./replaced-policies";

/** A member that stops replicas at once. */
interface Reduction {
  readonly member: string;
  readonly before: number;
  readonly after: number;
}

/** What may be lost, and where. */
interface Limits {
  readonly program: () => Program;
  readonly disruptionBudget?: DisruptionBudget | undefined;
}

/**
 * Every workload that a change of the program would take more replicas from than a budget allows, or all of them because
 * its new placement allows no member, and that a policy of another name would take off members.
 */
export function disruptionFaults(
  bindings: readonly Binding[],
  policies: readonly Policy[],
  placements: Placements,
  { program, disruptionBudget: { maxUnavailable, except = [] } = {} }: Limits,
): Fault[] {
  const members = program().members.map(({ name }) => name);
  const judged = bindings.filter(({ spec }) => !except.some((name) => isCalled(spec.resource, name)));
  const reduced = judged.flatMap((one) => {
    if (placements.isLost(one)) return [lossFault(one)];
    return maxUnavailable === undefined ? [] : reductionFaults(one, placements, members, maxUnavailable);
  });
  return [...reduced, ...replacementFaults(judged, placements, policies, program())];
}

function lossFault({ spec: { resource, clusters = [] } }: Binding): Fault {
  return {
    path: told(resource),
    problem: `runs on ${clusters.map(({ name }) => name).join(", ")}, and its new placement allows no member`,
    remedy: "allow a member, set replicas: 0 to stop it, or leave it out of the program to delete it",
  };
}

function reductionFaults(
  binding: Binding,
  placements: Placements,
  members: readonly string[],
  maxUnavailable: number | string,
): Fault[] {
  const { resource, clusters = [], replicas: each = 0 } = binding.spec;
  const plan = placements.changeOf(binding);
  if (!plan) return [];
  const before = new Map(clusters.map(({ name, replicas = each }) => [name, replicas]));
  const all = sum([...before.values()]);
  const isCut = (member: string): boolean => !placements.isChanged(binding) && placements.isLeftOut(binding, member);
  const reductions = members.flatMap((member): Reduction[] => {
    const now = before.get(member) ?? 0;
    const then = plan.replicas === 0 || isCut(member) ? 0 : leastOn(plan, member, now);
    return then < now ? [{ member, before: now, after: then }] : [];
  });
  const stopped = sum(reductions.map((one) => one.before - one.after));
  const fewer = isDivided(binding) && plan.total !== undefined ? all - plan.total : 0;
  const lost = Math.max(stopped, fewer);
  const allowed = allowedOf(maxUnavailable, all);
  if (lost <= allowed) return [];
  const where =
    fewer > stopped
      ? `${all} → ${plan.total}`
      : reductions.map((one) => `${one.member} ${one.before} → ${one.after}`).join(", ");
  return [
    {
      path: told(resource),
      problem: `would lose ${lost} of ${all} replicas at once (${where}), and disruptionBudget.maxUnavailable allows ${allowed}`,
      remedy: `change it in smaller steps, or add ${quoted(nameOf(resource))} to disruptionBudget.except for this up`,
    },
  ];
}

/** Replicas that a member is sure to keep: what is not planned for it is held there until it runs elsewhere. */
function leastOn({ assignments, members }: WorkloadPlan, member: string, now: number): number {
  const planned = assignments.find((one) => one.member === member);
  if (!planned || !members.includes(member)) return now;
  return Math.max(planned.replicas, planned.alternative ?? 0);
}

function isCalled({ name, namespace }: ObjectRef, given: string): boolean {
  return given === nameOf({ name, namespace }) || given === `${namespace}/${name}`;
}

function nameOf({ name, namespace }: Pick<ObjectRef, "name" | "namespace">): string {
  return namespace === undefined || namespace === "default" ? name : `${namespace}/${name}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
