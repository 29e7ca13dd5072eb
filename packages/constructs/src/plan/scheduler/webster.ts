/** Numbers by name: weights, seats, replicas by member. */
export type Counts = ReadonlyMap<string, number>;

/** A division with both orders of names; the same map twice if names decide nothing. */
export interface Apportionment {
  readonly ascending: Counts;
  readonly descending: Counts;
}

/**
 * Divides seats by Webster's method (Sainte-Laguë): each seat goes to the greatest `weight / (2 × seats + 1)`. Ties go
 * to the name with fewer seats, then by name.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/helper/webstermethod.go
 */
export function apportion(seats: number, weights: Counts): Apportionment {
  const names = [...weights.keys()].sort();
  const votes = Float64Array.from(names, (name) => weights.get(name)!);
  const taken = certainSeats(seats, votes);
  const quotients = votes.map((vote, rank) => vote / (2 * taken[rank]! + 1));
  const before = (a: number, b: number): boolean =>
    quotients[a] !== quotients[b]
      ? quotients[a]! > quotients[b]!
      : taken[a] !== taken[b]
        ? taken[a]! < taken[b]!
        : a < b;
  const heap = names.map((_, rank) => rank);
  for (let at = heap.length >> 1; at-- > 0;) sink(heap, at, before);
  let last = -1;
  const certain = taken.reduce((sum, count) => sum + count, 0);
  for (let left = names.length > 0 ? seats - certain : 0; left > 0; left--) {
    last = heap[0]!;
    taken[last]! += 1;
    quotients[last] = votes[last]! / (2 * taken[last]! + 1);
    sink(heap, 0, before);
  }
  const ascending = countsOf(names, taken);
  const mirror = last < 0 ? taken : mirrored(taken, votes, last);
  return { ascending, descending: mirror === taken ? ascending : countsOf(names, mirror) };
}

function countsOf(names: readonly string[], seats: Float64Array): Counts {
  const counts = new Map<string, number>();
  for (let rank = 0; rank < names.length; rank++) counts.set(names[rank]!, seats[rank]!);
  return counts;
}

/**
 * The seats that go to quotients above a limit. Seats go to the greatest quotients first, so these are the first ones if
 * the limit is high enough for them to be fewer than all: fewer than `votes / (2 × limit) + names / 2` are.
 */
function certainSeats(seats: number, votes: Float64Array): Float64Array {
  const limit = votes.reduce((sum, vote) => sum + vote, 0) / (2 * (seats - votes.length));
  if (!(limit > 0 && limit < Infinity)) return new Float64Array(votes.length);
  return votes.map((vote) => {
    let count = Math.max(0, Math.ceil((vote / limit - 1) / 2));
    while (count > 0 && vote / (2 * count - 1) <= limit) count--;
    return count;
  });
}

/**
 * The seats by rank if names decide in the other order: they decide among the names that tied for the last seat. The
 * same ones if none did.
 */
function mirrored(seats: Float64Array, votes: Float64Array, last: number): Float64Array {
  const most = seats[last]!;
  const equals: number[] = [];
  let winners = 0;
  for (let rank = 0; rank < seats.length; rank++) {
    if (votes[rank] !== votes[last] || seats[rank]! < most - 1) continue;
    equals.push(rank);
    if (seats[rank] === most) winners++;
  }
  if (winners === equals.length) return seats;
  const mirror = seats.slice();
  equals.forEach((rank, i) => (mirror[rank] = i < equals.length - winners ? most - 1 : most));
  return mirror;
}

/** Moves an element of a heap down to its place. */
function sink(heap: number[], from: number, before: (a: number, b: number) => boolean): void {
  const moved = heap[from]!;
  let at = from;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, moved)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = moved;
}

/** Order of names that Karmada derives from the UID of a workload: by the parity of its FNV-1a hash. */
export function tieOrderOf(uid: string): keyof Apportionment {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(uid)) hash = Math.imul(hash ^ byte, 0x01000193);
  return uid !== "" && hash & 1 ? "descending" : "ascending";
}
