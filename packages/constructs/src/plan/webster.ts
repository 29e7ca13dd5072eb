/** Who takes part in a division, and with what weight. */
export interface Party {
  readonly name: string;
  readonly weight: number;
}

/** Which name goes first where weight and seats are equal. */
export type TieOrder = "ascending" | "descending";

export interface Apportionment {
  readonly seats: ReadonlyMap<string, number>;
  /** Whether the last seat fell by name, so that the other order gives another result. */
  readonly tied: boolean;
}

/**
 * Divides seats by the method of Webster (Sainte-Laguë): each goes to the greatest `weight / (2 × seats + 1)`, where that
 * is equal to the party with fewer seats, then by name.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/helper/webstermethod.go
 */
export function apportion(seats: number, parties: readonly Party[], order: TieOrder): Apportionment {
  const ranked = [...parties].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (order === "descending") ranked.reverse();
  const taken = ranked.map(() => 0);
  const quotients = ranked.map(({ weight }) => weight);
  const before = (a: number, b: number): boolean =>
    quotients[a] !== quotients[b]
      ? quotients[a]! > quotients[b]!
      : taken[a] !== taken[b]
        ? taken[a]! < taken[b]!
        : a < b;
  const heap = ranked.map((_, rank) => rank).sort((a, b) => (before(a, b) ? -1 : 1));
  let tied = false;
  for (let left = ranked.length > 0 ? seats : 0; left > 0; left--) {
    const first = heap[0]!;
    const quotient = quotients[first];
    const had = taken[first]!++;
    quotients[first] = ranked[first]!.weight / (2 * had + 3);
    sink(heap, before);
    tied = quotients[heap[0]!] === quotient && taken[heap[0]!] === had;
  }
  return { seats: new Map(ranked.map(({ name }, rank) => [name, taken[rank]!])), tied };
}

function sink(heap: number[], before: (a: number, b: number) => boolean): void {
  const moved = heap[0]!;
  let at = 0;
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

/** The order that Karmada derives from the UID of a workload: by the parity of its FNV-1a hash. */
export function tieOrderOf(uid: string): TieOrder {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(uid)) hash = Math.imul(hash ^ byte, 0x01000193);
  return uid !== "" && hash & 1 ? "descending" : "ascending";
}
