/** The known word that a misspelled one most likely means, if any is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
  const ranked = known
    .map((one) => ({ one, away: one.toLowerCase() === word.toLowerCase() ? 0 : distance(word, one, most) }))
    .filter(({ away }) => away <= most)
    .sort((a, b) => a.away - b.away || (a.one < b.one ? -1 : 1));
  return ranked[0]?.one;
}

/**
 * Letters to add, remove, replace or swap with the next one to turn a word into another; more than `most` if it takes
 * more.
 *
 * @see https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance (optimal string alignment)
 */
function distance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
        swapped ? before[column - 2]! + 1 : Infinity,
      );
    }
    [before, last] = [last, current];
  }
  return last[to.length]!;
}
