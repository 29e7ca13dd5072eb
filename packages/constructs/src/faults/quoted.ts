const LONGEST = 80;
const REDACTED = "[redacted]";

/** Patterns of secrets, and what is shown instead. */
const SECRETS: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/-----BEGIN[\s\S]*/g, REDACTED],
  [/(:\/\/[^\s/:@]*:)\S+@/g, `$1${REDACTED}@`],
  [/\beyJ[\w-]{5,}\.[\w.-]+/g, REDACTED],
  [/\b(?:gh[a-z]_|github_pat_|glpat-|pul-|xox[a-z]-|sk-|AKIA|hvs\.)[\w-]{12,}/g, REDACTED],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/((?:password|passwd|pwd|secret|token|api-?key|key-data)["']?\s*[:=]\s*)\S+/gi, `$1${REDACTED}`],
  // Base64 of 24 bytes or more: letters of both cases and digits, unlike names and digests.
  [/(?<![\w+/=-])(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])(?=[\w+/-]*[0-9])[\w+/-]{32,}={0,2}/g, REDACTED],
];

/** Characters that break or reorder a line, also those that JSON leaves as they are. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A value as messages show it: in quotes, on one line, at most 80 characters long, without anything that looks like a
 * secret.
 */
export function quoted(value: unknown): string {
  const text = SECRETS.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), textOf(value));
  return onOneLine(text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text);
}

/** Values to choose from: `"a", "b" or "c"`. */
export function alternatives(values: readonly unknown[]): string {
  return values
    .map(quoted)
    .join(", ")
    .replace(/, ("[^"]*")$/, " or $1");
}

/** The path of a file or folder as messages show it: whole, even if a part of it looks like Base64. */
export function quotedPath(path: string): string {
  return onOneLine(path);
}

/** Text on one line, in which every character can be seen. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function onOneLine(text: string): string {
  return printable(JSON.stringify(text));
}

/** Shows only the type of an object, because it may contain anything. */
function textOf(value: unknown): string {
  return typeof value === "object" || typeof value === "function"
    ? Object.prototype.toString.call(value)
    : String(value);
}
