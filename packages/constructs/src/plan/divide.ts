import type { PlacementSpec } from "../api/karmada";
import { memberTest } from "./affinity";
import type { Candidate, Counts } from "./candidates";
import { roomOf } from "./spread";
import { divisionOf } from "./strategy";
import { apportion } from "./webster";
import type { Party, TieOrder } from "./webster";

/** Replicas by member. */
export interface Division {
  readonly counts: Counts;
  /** Whether another order of names gives another result. */
  readonly tied: boolean;
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
  switch (divisionOf(placement)) {
    case "duplicated":
      return { counts: new Map(selected.map(({ name }) => [name, replicas])), tied: false };
    case "static":
      return apportioned(replicas, weightsOf(selected, placement), order);
    case "dynamic":
      return divideByRoom(selected, replicas, order, (parties) => parties);
    case "aggregated":
      return divideByRoom(selected, replicas, order, fewest);
  }
}

/** The weights of members: the greatest of the rules that match; where none matches any, one each. */
export function weightsOf(candidates: readonly Candidate[], { replicaScheduling }: PlacementSpec): readonly Party[] {
  const named = new Map<string, number>();
  const rules = (replicaScheduling?.weightPreference?.staticWeightList ?? []).flatMap(({ targetCluster, weight }) => {
    const { clusterNames = [], labelSelector, fieldSelector, exclude = [] } = targetCluster;
    if (clusterNames.length === 0 || labelSelector || fieldSelector || exclude.length > 0) {
      return [{ test: memberTest(targetCluster), weight }];
    }
    for (const name of clusterNames) named.set(name, Math.max(weight, named.get(name) ?? 0));
    return [];
  });
  const weights = candidates.map(({ name, member }) =>
    rules.reduce((max, { test, weight }) => (weight > max && !test(member) ? weight : max), named.get(name) ?? 0),
  );
  const none = weights.every((weight) => weight === 0);
  return candidates.flatMap(({ name }, i) => (weights[i] || none ? [{ name, weight: weights[i] || 1 }] : []));
}

/**
 * Divides by the room that members have. More replicas: the new ones go by room, the present stay. Fewer: all go by what
 * runs now.
 */
function divideByRoom(
  selected: readonly Candidate[],
  replicas: number,
  order: TieOrder,
  narrow: (parties: readonly Party[], needed: number, present: Counts) => readonly Party[],
): DivisionResult {
  const present = new Map(selected.flatMap(({ name, present: count }) => (count > 0 ? [[name, count]] : [])));
  const running = sum(present.values());
  if (running === replicas) return { counts: present, tied: false };
  if (running > replicas) {
    const parties = [...present]
      .map(([name, weight]) => ({ name, weight }))
      .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
    return apportioned(replicas, narrow(parties, replicas, new Map()), order);
  }
  const parties = selected.map(({ name, free }) => ({ name, weight: free })).sort((a, b) => b.weight - a.weight);
  const added = replicas - running;
  const room = sum(parties.map(({ weight }) => weight));
  if (room < added) return { problem: `the members that fit have room for ${running + room} of ${replicas} replicas` };
  const { counts, tied } = apportioned(added, narrow(parties, added, present), order);
  const names = new Set([...present.keys(), ...counts.keys()]);
  return {
    counts: new Map([...names].map((name) => [name, (present.get(name) ?? 0) + (counts.get(name) ?? 0)])),
    tied,
  };
}

/** As few members as can hold the replicas, those that run some already first. */
function fewest(parties: readonly Party[], needed: number, present: Counts): readonly Party[] {
  const ordered = [...parties].sort((a, b) => Number(present.has(b.name)) - Number(present.has(a.name)));
  let room = 0;
  const enough = ordered.findIndex(({ weight }) => (room += weight) >= needed);
  return ordered.slice(0, enough + 1);
}

/** Divides tier after tier: what the members of a group have no room for goes to the group that it overflows to. */
export function divideWithOverflow(
  selected: readonly Candidate[],
  placement: PlacementSpec,
  replicas: number,
  order: TieOrder,
): DivisionResult {
  const counts = new Map<string, number>();
  let left = replicas;
  let tied = false;
  for (let tier = 0; left > 0 && tier <= Math.max(...selected.map((candidate) => candidate.tier)); tier++) {
    const candidates = selected.filter((candidate) => candidate.tier === tier);
    const share = Math.min(left, sum(candidates.map(roomOf)));
    const result = divide(candidates, placement, share, order);
    if ("problem" in result) return result;
    for (const [name, count] of result.counts) counts.set(name, count);
    tied ||= result.tied;
    left -= share;
  }
  if (left > 0)
    return { problem: `the group and those it overflows to have room for ${replicas - left} of ${replicas} replicas` };
  return { counts, tied };
}

function apportioned(replicas: number, parties: readonly Party[], order: TieOrder): Division {
  const { seats, tied } = apportion(replicas, parties, order);
  return { counts: seats, tied };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
