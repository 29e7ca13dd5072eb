import type { Candidate } from "./candidates";
import { sum } from "./division";
import type { DivisionResult } from "./division";
import { apportion } from "./webster";
import type { Counts } from "./webster";

/** Longest list for which Karmada's sort keeps the order of equal members. */
const STABLY_SORTED = 12;

/**
 * Divides by free capacity. For more replicas, it divides the new ones and keeps the current ones. For fewer, it
 * divides all of them by what runs now. Packed replicas go to as few members as can hold them.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/division_algorithm.go
 */
export function divideByRoom(selected: readonly Candidate[], replicas: number, packed: boolean): DivisionResult {
  const running = selected.filter(({ present }) => present > 0);
  const present = new Map(running.map((candidate) => [candidate.name, candidate.present]));
  const total = sum(present.values());
  const everywhere = (kept: Counts, more: Counts): Counts =>
    new Map(selected.map(({ name }) => [name, (kept.get(name) ?? 0) + (more.get(name) ?? 0)]));
  if (total === replicas) {
    const unchanged = everywhere(present, new Map());
    return { ascending: unchanged, descending: unchanged, settled: true };
  }
  const fewer = total > replicas;
  const room: Counts = fewer
    ? new Map([...present].sort(([a], [b]) => (a < b ? -1 : 1)))
    : new Map(selected.map(({ name, free }) => [name, free]));
  const needed = fewer ? replicas : replicas - total;
  const kept: Counts = fewer ? new Map() : present;
  const free = sum(room.values());
  if (free < needed) return { problem: `the members that fit have room for ${total + free} of ${replicas} replicas` };
  const { taking, settled } = packed ? fewest(room, needed, kept, !fewer) : { taking: room, settled: true };
  const { ascending, descending } = apportion(needed, taking);
  return { ascending: everywhere(kept, ascending), descending: everywhere(kept, descending), settled };
}

/**
 * As few members as have enough room: first those that already run replicas, then those with the most room. Equal members
 * keep the order in which Karmada lists them, which is not known of what a binding names already.
 */
function fewest(
  room: Counts,
  needed: number,
  running: Counts,
  orderIsKnown: boolean,
): { readonly taking: Counts; readonly settled: boolean } {
  const given = [...room];
  const ordered = [...given].sort(
    ([a, roomOfA], [b, roomOfB]) => Number(running.has(b)) - Number(running.has(a)) || roomOfB - roomOfA,
  );
  let found = 0;
  const last = ordered.findIndex(([, free]) => (found += free) >= needed);
  const inOrder = given.every(([, free], i) => i === 0 || free <= given[i - 1]![1]);
  const keepsOrder = orderIsKnown && (inOrder || given.length <= STABLY_SORTED);
  const settled = keepsOrder || !alike(ordered[last], ordered[last + 1], running);
  return { taking: new Map(ordered.slice(0, last + 1)), settled };
}

/** Whether only their order in the list ranks two members. */
function alike(
  a: readonly [string, number] | undefined,
  b: readonly [string, number] | undefined,
  running: Counts,
): boolean {
  return a !== undefined && b !== undefined && a[1] === b[1] && running.has(a[0]) === running.has(b[0]);
}
