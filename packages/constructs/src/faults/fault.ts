import { quoted } from "./quoted";

/** One thing that is wrong with what the user gave. */
export interface Fault {
  /** Where it is, as the user typed it, such as `dns.service.nodePort`. */
  readonly path: string;
  /** What is wrong: a clause without a full stop, the value {@link quoted}. */
  readonly problem: string;
  /** What to do instead: a sentence without a full stop. */
  readonly remedy?: string | undefined;
}

/** Makes a fault. */
export function fault(path: string, problem: string, remedy?: string): Fault {
  return { path, problem, ...(remedy !== undefined && { remedy }) };
}

/** A fault in words: `zone: "a..b" has an empty label. Use "a.b".` */
export function tell({ path, problem, remedy }: Fault): string {
  return `${path}: ${problem}.${remedy === undefined ? "" : ` ${remedy}.`}`;
}

/** Faults of a value as faults of the call or object that holds it. */
export function within(path: string, faults: readonly Fault[]): Fault[] {
  return faults.map((inner) => ({ ...inner, path: `${path}: ${inner.path}` }));
}

/** Path of what is under a key that the user chose. */
export function at(path: string, key: string): string {
  return /^[\w./-]+$/.test(key) ? `${path}.${key}` : `${path}[${quoted(key)}]`;
}
