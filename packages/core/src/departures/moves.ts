import { keyOf, told } from "@fedstack/constructs/kinds";
import { type Member, type Plan, planReplicas, type ReplicaPlan } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import type { Placements } from "./placements";
import { roleOf } from "./roles";
import { sharesWithout } from "./shares";

/** What becomes of a workload when a member leaves it. */
export interface Move {
  readonly member: string;
  readonly binding: Binding;
  /** Where it runs now. */
  readonly before: ReadonlyMap<string, number>;
  /** Where it will run. */
  readonly after: ReplicaPlan;
}

/** What a program has that decides where a workload goes. */
interface Destinations {
  readonly members: readonly Member[];
  /** The members that stay in use. */
  readonly staying: readonly Member[];
  readonly plans: readonly Plan[];
}

/**
 * Where the workloads of a member go, by the program's plans and, for what others deploy, by the present placement. If the
 * program changes nothing else, no other member loses replicas.
 */
export function movesFrom(
  member: string,
  bindings: readonly Binding[],
  { members, staying, plans }: Destinations,
  placements: Pick<Placements, "changeOf">,
): readonly Move[] {
  // What a policy outside the program places has no policy in its plans.
  const placed = plans.flatMap(({ workloads }) => workloads).filter(({ policy }) => policy !== undefined);
  const planned = new Map(placed.map((one) => [keyOf(one), one]));
  return bindings
    .filter((one) => roleOf(one) === "workload" && replicasOn(one, member) > 0)
    .map((binding) => {
      const { replicas = 1, resource, placement } = binding.spec;
      const before = new Map((binding.spec.clusters ?? []).map(({ name, replicas: n = replicas }) => [name, n]));
      const current = Object.fromEntries([...before].filter(([name]) => name !== member));
      const fresh =
        planned.get(keyOf(resource)) ?? planReplicas({ name: resource.name, replicas, placement, members, current });
      const kept = placements.changeOf(binding) ? undefined : sharesWithout(binding, member, staying);
      const assignments = kept && [...kept].map(([name, count]) => ({ member: name, replicas: count }));
      return { member, binding, before, after: assignments ? { ...fresh, assignments } : fresh };
    });
}

/** Moves as the preview shows them: `nginx 2 → f-a-cluster (2 → 4)`. */
export function tellMoves(moves: readonly Move[]): string {
  return moves.map(tellMove).join("; ") || "no workload runs there";
}

function tellMove({ member, binding, before, after }: Move): string {
  const { name } = binding.spec.resource;
  const leaving = `${name} ${before.get(member)} → `;
  if (after.basis === "unknown") return `${leaving}where there is room: ${after.members.join(", ")}`;
  const targets = after.assignments.filter(({ replicas, alternative = 0 }) => replicas + alternative > 0);
  const grown = targets.filter((one) => one.replicas > (before.get(one.member) ?? 0));
  const shrunk = after.assignments.filter(
    ({ member: name, replicas, alternative = 0 }) => Math.max(replicas, alternative) < (before.get(name) ?? 0),
  );
  const shown = grown.length > 0 ? [...grown, ...shrunk] : targets;
  const each = shown.map((one) => {
    const now = before.get(one.member) ?? 0;
    const then = one.alternative === undefined ? `${one.replicas}` : `${one.replicas} or ${one.alternative}`;
    return `${one.member} (${now === one.replicas ? `keeps ${now}` : `${now} → ${then}`})`;
  });
  return `${leaving}${each.join(", ") || "no other member"}`;
}

/** Why a workload would not run elsewhere with all its replicas: a clause. */
export function strandedBy({ binding, after }: Move): string | undefined {
  const object = told(binding.spec.resource);
  if (after.problem !== undefined) return `${object} cannot run on other members: ${after.problem}`;
  if (after.members.length > 0 || after.replicas === 0) return undefined;
  const reasons = after.leftOut.map(({ member, reason }) => `${member}: ${reason}`);
  return `${object} would run on no other member${reasons.length > 0 ? ` (${reasons.join("; ")})` : ""}`;
}

function replicasOn({ spec }: Binding, member: string): number {
  const found = spec.clusters?.find(({ name }) => name === member);
  return found ? (found.replicas ?? spec.replicas ?? 1) : 0;
}
