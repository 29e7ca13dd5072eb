import { Placement } from "../placement/placement";
import { planReplicas } from "../plan/plan-replicas";
import type { Assignment, Member } from "../plan";
import type { ReplicaPreferencesV1 } from "./planner";

/** Replicas of a workload, or parallelism and completions of a Job, and how Federation v1 divided them. */
export interface Amount {
  readonly field: string;
  readonly count: number;
  readonly v1: { readonly [cluster: string]: number };
}

/** Amounts that Karmada divides differently from Federation v1, as clauses. */
export function differences(
  placement: Placement,
  members: readonly Member[],
  amounts: readonly Amount[],
): readonly string[] {
  return divisions(placement, members, amounts).flatMap(([{ field, count, v1 }, assignments]) => {
    const names = [...new Set([...Object.keys(v1), ...assignments.map(({ member }) => member)])].sort();
    if (names.every((name) => outcomes(assignments, name).every((one) => one === (v1[name] ?? 0)))) return [];
    const before = names.map((name) => `${name} ${v1[name] ?? 0}`).join(", ");
    const now = names.map((name) => `${name} ${outcomes(assignments, name).join(" or ")}`).join(", ");
    return [`the old federation placed ${count} ${field} as ${before}; Karmada places ${now}`];
  });
}

/**
 * Whether Karmada's division keeps each cluster's limits, no matter how ties fall; a minimum, only as far as Federation
 * v1 could.
 */
export function keepsLimits(
  placement: Placement,
  members: readonly Member[],
  amounts: readonly Amount[],
  { clusters }: ReplicaPreferencesV1,
): boolean {
  return divisions(placement, members, amounts).every(([{ v1 }, assignments]) =>
    Object.keys(v1).every((name) => {
      const { minReplicas = 0, maxReplicas = Infinity } = clusters[name] ?? clusters["*"] ?? {};
      const least = Math.min(minReplicas, v1[name]!);
      return outcomes(assignments, name).every((count) => count >= least && count <= maxReplicas);
    }),
  );
}

/** Karmada divides the first amount, up to the smallest of all, and the others in proportion to the result. */
function divisions(
  placement: Placement,
  members: readonly Member[],
  amounts: readonly Amount[],
): readonly (readonly [Amount, readonly Assignment[]])[] {
  const divide = (replicas: number, { spec }: Placement) =>
    planReplicas({ name: "", replicas, placement: spec, members }).assignments;
  const first = divide(Math.min(...amounts.map(({ count }) => count)), placement);
  const shares = first.filter(({ replicas }) => replicas > 0).map((one) => [one.member, one.replicas] as const);
  return amounts.map((amount, i) => {
    if (i === 0 || shares.length === 0) return [amount, first];
    return [amount, divide(amount.count, Placement.weighted(shares))];
  });
}

function outcomes(assignments: readonly Assignment[], name: string): readonly number[] {
  const { replicas = 0, alternative = replicas } = assignments.find(({ member }) => member === name) ?? {};
  return [...new Set([replicas, alternative])];
}
