/** Parts that a list names; the others are counted. */
const NAMED = 8;

/** A list as text that stays readable however long the list is. */
export function listed(parts: readonly string[], separator = ", "): string {
  const more = parts.length - NAMED;
  return more > 1 ? `${parts.slice(0, NAMED).join(separator)} and ${more} more` : parts.join(separator);
}
