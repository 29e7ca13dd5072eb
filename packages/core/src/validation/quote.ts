const LONGEST = 80;

/** A value as messages show it: in quotes, on one line, and shortened. */
export function quoted(value: unknown): string {
  const text = typeof value === "object" ? Object.prototype.toString.call(value) : String(value);
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text);
}

/** A URL, or what was given as one, as messages show it: without user, password, query and fragment. */
export function quotedUrl(value: string): string {
  return quoted(value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1…@").replace(/[?#].*$/s, "?…"));
}
