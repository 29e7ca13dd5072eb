import { printable, quoted } from "./quoted";

/** A fault of an argument. */
export interface Fault {
  /** Where it is, as the user typed it, such as `dns.service.nodePort`. */
  readonly path: string;
  /** What is wrong, with the value in double quotes, as a clause without a period. */
  readonly problem: string;
  /** What to do instead, starting with a verb, as a clause without a period. */
  readonly remedy?: string | undefined;
}

/** Makes a fault. */
export function fault(path: string, problem: string, remedy?: string): Fault {
  return { path, problem, ...(remedy !== undefined && { remedy }) };
}

/** A fault as text: `zone: "a..b" has an empty label; use "a.b"`. */
export function tell({ path, problem, remedy }: Fault): string {
  return `${printable(path)}: ${problem}${remedy === undefined ? "" : `; ${remedy}`}`;
}

/**
 * Refuses what has faults.
 *
 * @throws Error with all of them, if there are any
 */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0)
    throw Object.defineProperty(new Error(faults.map(tell).join("\n")), "faults", { value: faults });
}

/** Faults of a value as faults of the call or object that holds it. */
export function within<T extends Fault>(path: string, faults: readonly T[]): T[] {
  return faults.map((inner) => ({ ...inner, path: inner.path ? `${path}: ${inner.path}` : path }));
}

/** Path of what is under a key that the user chose. */
export function at(path: string, key: string): string {
  return isPlainKey(key) ? `${path}.${key}` : `${path}[${quoted(key)}]`;
}

/** Whether a path needs no quotes around a key. */
export function isPlainKey(key: string): boolean {
  return /^[\w$-]+$/.test(key);
}

/** Whether one of two paths is the other, or a part of it. */
export function isAt(path: string, other: string): boolean {
  return path === other || isPart(path, other) || isPart(other, path);
}

function isPart(path: string, whole: string): boolean {
  return path.startsWith(whole) && /^[.[]/.test(path.slice(whole.length));
}
