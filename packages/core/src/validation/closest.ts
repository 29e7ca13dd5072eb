/** A longer key differs from the one that was meant by at most this share of its letters. */
const LARGEST_SHARE = 0.4;

/** The key that was probably meant by a misspelled one, if any is close to it. */
export function closest(misspelled: string, keys: readonly string[]): string | undefined {
  const ranked = keys
    .map((key) => ({ key, edits: editsBetween(misspelled.toLowerCase(), key.toLowerCase()) }))
    .filter(({ key, edits }) => edits <= Math.max(1, key.length * LARGEST_SHARE))
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.key;
}

/** How many letters have to be inserted, left out or replaced to turn one text into the other. */
function editsBetween(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const edits = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = above[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      edits.push(Math.min(replaced, above[column]! + 1, edits[column - 1]! + 1));
    }
    above = edits;
  }
  return above[to.length]!;
}
