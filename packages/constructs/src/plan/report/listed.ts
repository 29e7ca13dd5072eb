/** How many parts a list shows; it counts the others. */
const NAMED = 8;

/** A list as text that stays readable, no matter how long the list is. */
export function listed(parts: readonly string[], separator = ", "): string {
  const more = parts.length - NAMED;
  return more > 1 ? `${parts.slice(0, NAMED).join(separator)} and ${more} more` : parts.join(separator);
}
