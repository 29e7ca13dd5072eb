import { fault } from "./fault";
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
export const NUMBER: Kind = { what: "a number", is: (value) => typeof value === "number" };
/** True or false. */
export const BOOLEAN: Kind = { what: "true or false", is: (value) => typeof value === "boolean" };

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
export function ofKinds(kinds: { readonly [kind: string]: FieldShapes }): Reader {
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
