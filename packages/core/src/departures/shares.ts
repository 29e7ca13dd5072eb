import { groupKindOf } from "@fedstack/constructs/kinds";
import { type Member, planReplicas } from "@fedstack/constructs/plan";
import { SERVING } from "./elsewhere";
import { type Binding, heldReplicas, isDivided, reportOf, type TargetCluster } from "./binding";

/** Replicas by member. */
export type Shares = ReadonlyMap<string, number>;

/**
 * What the scheduler would give each member if it divided a workload's replicas by fixed weights now. Undefined where
 * more than weights decides.
 */
export function freshShares(binding: Binding, members: readonly Member[]): Shares | undefined {
  const { resource, replicas = 0, placement } = binding.spec;
  if (!isDivided(binding)) return undefined;
  const { basis, problem, assignments } = planReplicas({
    name: resource.name,
    replicas,
    placement,
    members,
    uid: resource.uid,
    current: Object.fromEntries(sharesOf(binding)),
    currentGroup: binding.status?.schedulerObservingAffinityName,
  });
  if (basis !== "placement" || problem !== undefined || assignments.some(({ weight }) => weight === undefined)) {
    return undefined;
  }
  return new Map(assignments.map(({ member, replicas }) => [member, replicas]));
}

/** The replicas of a workload that each member is given now. */
export function sharesOf({ spec: { clusters = [] } }: Binding): Shares {
  return new Map(clusters.map(({ name, replicas = 0 }) => [name, replicas]));
}

/**
 * What the members that stay are given when one leaves, if the scheduler would take replicas from any of them: it divides
 * anew by fixed weights, whatever runs where. So what the member leaves goes to those that would get more. Undefined where
 * the scheduler takes nothing from anyone.
 *
 * The scheduler keeps a division that has all replicas.
 *
 * @param members that stay in use
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/assignment.go
 */
export function sharesWithout(binding: Binding, member: string, members: readonly Member[]): Shares | undefined {
  const { replicas = 0 } = binding.spec;
  const present = sharesOf(binding);
  const staying = new Map([...present].filter(([name]) => name !== member));
  if (sum(present) !== replicas || staying.size === present.size) return undefined;
  const others = { ...binding, spec: { ...binding.spec, clusters: targets(staying) } };
  const fresh = freshShares(
    others,
    members.filter(({ name }) => name !== member),
  );
  const shrinks = [...staying].some(([name, count]) => (fresh?.get(name) ?? 0) < count);
  if (!fresh || !shrinks) return undefined;
  return reduced(most(staying, fresh), replicas, [staying]);
}

/** The same, as a schedule has it. */
export function targetsWithout(
  binding: Binding,
  member: string,
  members: readonly Member[],
): readonly TargetCluster[] | undefined {
  const shares = sharesWithout(binding, member, members);
  return shares && targets(shares);
}

/**
 * What the members are given when one comes back to its replicas, while others have taken them over. Replicas that serve
 * are given up last, and first where there are more than the scheduler would give. Undefined where the scheduler divides
 * nothing, or all replicas are too few.
 *
 * @param members that are in use, with the one that comes back
 */
export function sharesWith(binding: Binding, member: string, members: readonly Member[]): Shares | undefined {
  const { replicas = 0 } = binding.spec;
  const shares = new Map(sharesOf(binding));
  if (!isDivided(binding) || shares.has(member)) return undefined;
  shares.set(member, heldReplicas(binding, member) ?? 0);
  return sum(shares) < replicas ? undefined : withoutSurplus(binding, shares, members);
}

/** Shares without those that are more than all replicas: first what does not serve, then what is more than fresh shares. */
export function withoutSurplus(binding: Binding, shares: Shares, members: readonly Member[]): Shares {
  const serving = new Map([...shares.keys()].map((name) => [name, servingOn(binding, name)]));
  return reduced(shares, binding.spec.replicas ?? 0, [serving, freshShares(binding, members) ?? serving, new Map()]);
}

/** How many replicas of a workload serve in a member; all of a kind that does not report it. */
export function servingOn(binding: Binding, member: string): number {
  const field = SERVING[groupKindOf(binding.spec.resource)];
  if (field === undefined) return Infinity;
  return ((reportOf(binding, member)?.status ?? {}) as { readonly [field: string]: number | undefined })[field] ?? 0;
}

/** The greater of two shares for each member. */
export function most(one: Shares, other: Shares): Shares {
  return new Map(
    [...one.keys(), ...other.keys()].map((name) => [name, Math.max(one.get(name) ?? 0, other.get(name) ?? 0)]),
  );
}

/** Shares as a schedule has them, which lists no member without replicas. */
export function targets(shares: Shares): readonly TargetCluster[] {
  return [...shares].flatMap(([name, replicas]) => (replicas > 0 ? [{ name, replicas }] : []));
}

/** All replicas together. */
export function sum(shares: Shares): number {
  return [...shares.values()].reduce((total, count) => total + count, 0);
}

/** Takes replicas from shares until only so many are left: down to the first floor wherever it can, then to the next. */
function reduced(shares: Shares, total: number, floors: readonly Shares[]): Shares {
  const counts = new Map(shares);
  let left = sum(counts) - total;
  for (const floor of floors) {
    const above = (name: string): number => counts.get(name)! - (floor.get(name) ?? 0);
    for (; left > 0; left--) {
      const highest = [...counts.keys()].reduce((best, name) => (above(name) > above(best) ? name : best));
      if (above(highest) <= 0) break;
      counts.set(highest, counts.get(highest)! - 1);
    }
  }
  return counts;
}
