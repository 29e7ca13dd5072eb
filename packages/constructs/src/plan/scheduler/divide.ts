import type { PlacementSpec } from "../../api/karmada";
import { roomOf } from "./candidates";
import type { Candidate } from "./candidates";
import { divideByRoom } from "./divide-by-room";
import { sum } from "./division";
import type { Division, DivisionResult } from "./division";
import { divisionOf } from "./strategy";
import { apportion } from "./webster";
import { weightsOf } from "./weights";

/**
 * Divides replicas among the chosen members.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/assignment.go
 */
export function divide(selected: readonly Candidate[], placement: PlacementSpec, replicas: number): DivisionResult {
  const division = divisionOf(placement);
  if (division === "duplicated") {
    const all = new Map(selected.map(({ name }) => [name, replicas]));
    return { ascending: all, descending: all, settled: true };
  }
  if (division === "static") {
    const weights = weightsOf(selected);
    return { ...apportion(replicas, weights), settled: true, weights };
  }
  return divideByRoom(selected, replicas, division === "aggregated");
}

/**
 * Divides tier by tier: replicas for which the members of a group have no room go to the group that it overflows into.
 */
export function divideWithOverflow(
  selected: readonly Candidate[],
  placement: PlacementSpec,
  replicas: number,
): DivisionResult {
  const tiers = [...new Set(selected.map(({ tier }) => tier))].sort((a, b) => a - b);
  const results: Division[] = [];
  let left = replicas;
  for (const tier of tiers) {
    if (left === 0) break;
    const candidates = selected.filter((candidate) => candidate.tier === tier);
    const share = Math.min(left, sum(candidates.map(roomOf)));
    const result = divide(candidates, placement, share);
    if ("problem" in result) return result;
    results.push(result);
    left -= share;
  }
  if (left > 0) {
    return {
      problem: `the group and those that it overflows into have room for ${replicas - left} of ${replicas} replicas`,
    };
  }
  return {
    ascending: new Map(results.flatMap(({ ascending }) => [...ascending])),
    descending: new Map(results.flatMap(({ descending }) => [...descending])),
    settled: results.every(({ settled }) => settled),
  };
}
