/** A member that may get replicas, and its weight. */
export interface Share {
  readonly name: string;
  readonly weight: number;
}

/** How equal claims to a replica are settled: Karmada takes one or the other by a hash of the object's UID. */
export type TieOrder = "ascending" | "descending";

/**
 * Divides seats by the method of Webster (Sainte-Laguë), one by one, each to the greatest weight / (2 · seats + 1). Among
 * equals fewer seats come first, then the order of names.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/helper/webstermethod.go
 */
export function apportion(seats: number, shares: readonly Share[], ties: TieOrder): Map<string, number> {
  const parties = [...shares]
    .sort((a, b) => (a.name < b.name ? -1 : 1) * (ties === "ascending" ? 1 : -1))
    .map(({ name, weight }) => ({ name, weight, seats: 0, priority: weight }));
  for (let seat = 0; seat < seats && parties.length > 0; seat++) {
    let next = parties[0]!;
    for (const party of parties) {
      if (party.priority > next.priority || (party.priority === next.priority && party.seats < next.seats))
        next = party;
    }
    next.seats++;
    next.priority = next.weight / (2 * next.seats + 1);
  }
  return new Map(parties.map((party) => [party.name, party.seats]));
}
