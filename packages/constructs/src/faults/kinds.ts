import { at, fault, isAt } from "./fault";
import type { Fault } from "./fault";
import { isRecord } from "./kind-of";
import { alternatives } from "./quoted";
import { readAs } from "./read";
import { Required } from "./shape";
import type { FieldShapes, Kind, Reader, Shape } from "./shape";

const ADD_ONE = "add at least one";

/** A string, of any length. */
export const STRING: Kind = {
  what: "a string",
  is: (value) => typeof value === "string",
  remedy: (value) =>
    value instanceof Date || ["number", "boolean", "bigint"].includes(typeof value)
      ? "put it in quotes"
      : "use a string",
};
/** A number. */
export const NUMBER: Kind = { what: "a number", is: Number.isFinite };
/** True or false. */
export const BOOLEAN: Kind = { what: "true or false", is: (value) => typeof value === "boolean" };

/** A regular expression as text. */
export const PATTERN: Kind = {
  what: "a regular expression",
  is: (value: unknown) => {
    try {
      return typeof value === "string" && new RegExp(value) instanceof RegExp;
    } catch {
      return false;
    }
  },
};

/** APIs that Karmada's controller manager can skip: a group, a version of it, or kinds of that. */
export const SKIPPED_API: Kind = {
  what: 'an API, such as "example.com", "example.com/v1" or "v1/Secret,ConfigMap"',
  is: (value: unknown) => typeof value === "string" && /^[a-z0-9.-]+(\/\w+){0,2}(,\w+)*$/.test(value),
};

/** The kind of the instances of a class. */
export function instanceOf(type: { readonly name: string; readonly prototype: object }, what = `a ${type.name}`): Kind {
  return { what, is: (value) => value instanceof (type as unknown as new () => object) };
}

/** One of a few words or, if there are fields, an object with them. */
export function wordOf(words: readonly string[], fields?: FieldShapes): Shape {
  const others = fields ? `, or an object with ${alternatives(Object.keys(fields))}` : "";
  const word: Kind = {
    get what() {
      return alternatives(words) + others;
    },
    is: (value) => words.includes(value as string),
    problem: "is not supported",
  };
  return fields ? (path, value, reading) => readAs(isRecord(value) ? fields : word, path, value, reading) : word;
}

/** An object whose other fields follow from its field `kind`. */
export function ofKinds(kinds: FieldShapes): Reader {
  const unknown: FieldShapes = { kind: required(wordOf(Object.keys(kinds))), "*": "anything" };
  return (path, value, reading) => {
    const { kind } = (isRecord(value) ? value : {}) as { readonly kind?: unknown };
    const known = typeof kind === "string" && Object.hasOwn(kinds, kind);
    return readAs(known ? kinds[kind]! : unknown, path, value, reading);
  };
}

/** A list that must have at least one element. */
export function filled(shape: Shape): Shape {
  const list: Reader = (path, value, reading) => {
    if (Array.isArray(value) && value.length === 0) reading.faults.push(fault(path, "[] is empty", ADD_ONE));
    return readAs([shape], path, value, reading);
  };
  return required(list, ADD_ONE);
}

/** A value that must not be absent. */
export function required(shape: Shape, remedy?: string): Shape {
  return new Required(shape, remedy);
}

/** A value that faults must not show. */
export function secret(shape: Shape): Reader {
  return (path, value, reading) => readAs(shape, path, value, { ...reading, secret: true });
}

/**
 * A shape, and what else has to hold of a value that has it.
 *
 * @param check its faults; it is asked only about a value that the shape finds no fault in
 * @param reads the fields that the check depends on, as paths inside the value, if others may have faults
 */
export function checked<T>(
  shape: Shape,
  check: (path: string, value: T) => readonly Fault[],
  reads?: readonly string[],
): Reader {
  return (path, value, reading) => {
    const before = reading.faults.length;
    const given = readAs(shape, path, value, reading);
    const found = reading.faults.slice(before);
    const depends = ({ path: wrong }: Fault): boolean =>
      !reads || reads.some((field) => isAt(wrong, path ? `${path}.${field}` : field));
    if (given !== undefined && !found.some(depends)) reading.faults.push(...check(path, given as T));
    return given;
  };
}

/** An object with any keys that have no faults, and values of one shape. */
export function mapOf(key: (path: string, key: string) => readonly Fault[], shape: Shape): Reader {
  return (path, value, reading) => {
    const keys = isRecord(value) && !reading.deferred?.(value) ? Object.keys(value) : [];
    for (const one of keys) reading.faults.push(...key(at(path, one), one));
    return readAs({ "*": shape }, path, value, reading);
  };
}
