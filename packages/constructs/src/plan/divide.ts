import type { PlacementSpec } from "../api/karmada";
import type { Candidate, Counts } from "./candidates";
import { divideByRoom, sum } from "./divide-by-room";
import { roomOf } from "./spread";
import { divisionOf } from "./strategy";
import { apportion } from "./webster";
import type { TieOrder } from "./webster";
import { weightsOf } from "./weights";

/** Replicas by member. */
export interface Division {
  readonly counts: Counts;
  /** Whether another order of names gives another result. */
  readonly tied: boolean;
  /** Whether Karmada chooses by a rule; if not, it is free among equal members. */
  readonly settled: boolean;
}

/** Replicas by member, or why there are none. */
export type DivisionResult = Division | { readonly problem: string };

/**
 * Divides replicas among the members that were taken.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/assignment.go
 */
export function divide(
  selected: readonly Candidate[],
  placement: PlacementSpec,
  replicas: number,
  order: TieOrder,
): DivisionResult {
  const division = divisionOf(placement);
  if (division === "duplicated") {
    return { counts: new Map(selected.map(({ name }) => [name, replicas])), tied: false, settled: true };
  }
  if (division === "static") {
    const { seats, tied } = apportion(replicas, weightsOf(selected, placement), order);
    return { counts: seats, tied, settled: true };
  }
  return divideByRoom(selected, replicas, order, division === "aggregated");
}

/** Divides tier after tier: what the members of a group have no room for goes to the group that it overflows to. */
export function divideWithOverflow(
  selected: readonly Candidate[],
  placement: PlacementSpec,
  replicas: number,
  order: TieOrder,
): DivisionResult {
  const tiers = [...new Set(selected.map(({ tier }) => tier))].sort((a, b) => a - b);
  const counts = new Map<string, number>();
  let [left, tied, settled] = [replicas, false, true];
  for (const tier of tiers) {
    if (left === 0) break;
    const candidates = selected.filter((candidate) => candidate.tier === tier);
    const share = Math.min(left, sum(candidates.map(roomOf)));
    const result = divide(candidates, placement, share, order);
    if ("problem" in result) return result;
    for (const [name, count] of result.counts) counts.set(name, count);
    tied ||= result.tied;
    settled &&= result.settled;
    left -= share;
  }
  if (left === 0) return { counts, tied, settled };
  return { problem: `the group and those it overflows to have room for ${replicas - left} of ${replicas} replicas` };
}
