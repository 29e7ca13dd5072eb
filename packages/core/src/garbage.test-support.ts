import { at } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";

/** Values that are wrong almost everywhere, by what they are. Programs without types can pass all of them. */
export const GARBAGE: { readonly [what: string]: () => unknown } = {
  nothing: () => undefined,
  null: () => null,
  zero: () => 0,
  "a negative number": () => -1,
  "no number": () => NaN,
  "a big integer": () => 10n,
  "an empty string": () => "",
  "a word": () => "x",
  "control characters": () => "\u0000\n\u202e",
  "the name of a property": () => "__proto__",
  true: () => true,
  "a symbol": () => Symbol("x"),
  "a date": () => new Date(0),
  "a function": () => () => undefined,
  "a map": () => new Map([["name", 1]]),
  "an empty list": () => [],
  "a list of null": () => [null],
  "a list with a hole": () => new Array(1),
  "a list of numbers": () => [1],
  "an empty object": () => ({}),
  "an object without a prototype": () => Object.create(null) as unknown,
  "an object with a wrong field": () => ({ name: 1 }),
  "an Output": () => pulumi.output("x"),
  "a promise": () => Promise.resolve("x"),
  "the text of an Output": () => String(pulumi.output("x")),
};

/** A part of a value, by the keys that lead to it. */
interface Part {
  readonly keys: readonly string[];
  /** The keys as errors write them. */
  readonly path: string;
  readonly isLeaf: boolean;
}

/** A value as a whole and all of its parts, at any depth. */
export function partsOf(good: unknown, path = "", keys: readonly string[] = []): Part[] {
  const parts = isContainer(good) ? Object.entries(good) : [];
  const pathTo = (key: string): string => (Array.isArray(good) ? `${path}[${key}]` : path ? at(path, key) : key);
  return [
    { keys, path, isLeaf: parts.length === 0 },
    ...parts.flatMap(([key, part]) => partsOf(part, pathTo(key), [...keys, key])),
  ];
}

/** A value with one of its parts replaced. */
export function withPart(good: unknown, [key, ...keys]: readonly string[], part: unknown): unknown {
  if (key === undefined) return part;
  const inner = withPart((good as Record<string, unknown>)[key], keys, part);
  return Array.isArray(good) ? Object.assign([...good], { [key]: inner }) : { ...(good as object), [key]: inner };
}

function isContainer(value: unknown): value is object {
  return Array.isArray(value) || Object.prototype.toString.call(value) === "[object Object]";
}
