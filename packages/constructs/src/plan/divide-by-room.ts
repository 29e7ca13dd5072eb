import type { Candidate, Counts } from "./candidates";
import type { DivisionResult } from "./divide";
import { apportion } from "./webster";
import type { Party, TieOrder } from "./webster";

/** Longest list that Karmada's sort leaves in order where members are equal. */
const STABLY_SORTED = 12;

/**
 * Divides by the room that members have. More replicas: the new ones go by room, the present stay. Fewer: all go by what
 * runs now. Packed: to as few members as can hold them.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/division_algorithm.go
 */
export function divideByRoom(
  selected: readonly Candidate[],
  replicas: number,
  order: TieOrder,
  packed: boolean,
): DivisionResult {
  const running = selected.filter(({ present }) => present > 0);
  const present = new Map(running.map((candidate) => [candidate.name, candidate.present]));
  const total = sum(present.values());
  if (total === replicas) return { counts: present, tied: false, settled: true };
  const fewer = total > replicas;
  const parties = fewer
    ? [...present].map(([name, weight]) => ({ name, weight })).sort((a, b) => (a.name < b.name ? -1 : 1))
    : selected.map(({ name, free }) => ({ name, weight: free }));
  const needed = fewer ? replicas : replicas - total;
  const kept: Counts = fewer ? new Map() : present;
  const room = sum(parties.map(({ weight }) => weight));
  if (room < needed) return { problem: `the members that fit have room for ${total + room} of ${replicas} replicas` };
  const { taking, settled } = packed ? fewest(parties, needed, kept) : { taking: parties, settled: true };
  const { seats, tied } = apportion(needed, taking, order);
  const counts = new Map(kept);
  for (const [name, added] of seats) counts.set(name, (counts.get(name) ?? 0) + added);
  return { counts, tied, settled };
}

/** As few members as have the room that is needed: those that run some already first, then those with most room. */
function fewest(
  parties: readonly Party[],
  needed: number,
  running: Counts,
): { readonly taking: readonly Party[]; readonly settled: boolean } {
  const ordered = [...parties].sort(
    (a, b) => Number(running.has(b.name)) - Number(running.has(a.name)) || b.weight - a.weight,
  );
  let room = 0;
  const last = ordered.findIndex(({ weight }) => (room += weight) >= needed);
  const next = ordered[last + 1];
  const equal = next?.weight === ordered[last]?.weight && running.has(next!.name) === running.has(ordered[last]!.name);
  const inOrder = parties.every(({ weight }, i) => i === 0 || weight <= parties[i - 1]!.weight);
  return { taking: ordered.slice(0, last + 1), settled: !equal || inOrder || parties.length <= STABLY_SORTED };
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
