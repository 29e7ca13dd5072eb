import { at, fault } from "./fault";
import type { Fault } from "./fault";
import { nearest } from "./nearest";
import { quoted } from "./quoted";

/** A value that only some test recognizes, such as an instance of a class. */
export interface Kind {
  /** What it is, with an article, such as `a Placement`. */
  readonly what: string;
  /** Whether a value is one. */
  readonly is: (value: unknown) => boolean;
}

/**
 * Shape of a value: `"anything"`, because something else checks it; `"map"`, an object with any keys; a list of a
 * shape; a kind; an object with certain fields; or what only a function of its own can read.
 */
export type Shape = "anything" | "map" | readonly [Shape] | Kind | FieldShapes | Reader;

/** Reads a value: returns what is right of it, and adds the faults of the rest. */
export type Reader = (path: string, value: unknown, faults: Fault[]) => unknown;

/** Shapes by field. `*` is the shape of every field that is not listed. */
export interface FieldShapes {
  /** Shape by name of the field. */
  readonly [field: string]: Shape;
}

/** Names of a type's fields; of a union, those of all its members. */
export type FieldName<T> = T extends unknown ? keyof T & string : never;

/**
 * The fields of a type; of a union, those of all its members. TypeScript refuses a table in which one is missing, or
 * that has one too many.
 */
export type Fields<T> = { readonly [field in FieldName<T>]: Shape };

/** What was given, without what has the wrong shape, and the faults of the rest. */
export interface Read<T> {
  /** What was given. */
  readonly given: T;
  /** What is wrong with the rest. */
  readonly faults: readonly Fault[];
}

/**
 * Reads an object by the table of its fields, at any depth. What is unknown or has the wrong shape is a fault, and is
 * left out. Nothing at all is an object without fields.
 *
 * @param path of the object; empty for the arguments themselves
 */
export function read<T extends object>(value: unknown, fields: Fields<T>, path = ""): Read<T> {
  const faults: Fault[] = [];
  const given = readAs(fields as FieldShapes, path, value, faults) ?? {};
  return { given: given as T, faults };
}

/** Reads a list like {@link read}. */
export function readList<T>(value: unknown, shape: Shape, path: string): Read<readonly T[]> {
  const faults: Fault[] = [];
  const given = readAs([shape], path, value, faults) ?? [];
  return { given: given as readonly T[], faults };
}

/** The kind of the instances of a class. */
export function instanceOf(type: { readonly name: string; readonly prototype: object }, what = `a ${type.name}`): Kind {
  return { what, is: (value: unknown) => value instanceof (type as unknown as new () => object) };
}

/** Text, of any length. */
export const STRING: Kind = { what: "a string", is: (value: unknown) => typeof value === "string" };

/** Faults of shapes, and those of values that the shapes do not explain. */
export function also(shapes: readonly Fault[], others: readonly Fault[]): Fault[] {
  return [...shapes, ...unexplained(shapes, others)];
}

/** Faults of values that do not come from a wrong shape of the same field, or of a part of it. */
export function unexplained(shapes: readonly Fault[], others: readonly Fault[]): Fault[] {
  return others.filter(
    (other) =>
      !shapes.some(
        ({ path }) =>
          path === other.path || (/^[.[]/.test(path.slice(other.path.length)) && path.startsWith(other.path)),
      ),
  );
}

/** Reads a value of any shape. */
export function readAs(shape: Shape, path: string, value: unknown, faults: Fault[]): unknown {
  if (shape === "anything") return value ?? undefined;
  if (value === undefined || value === null) return undefined;
  if (typeof shape === "function") return shape(path, value, faults);
  const wrong = (what: string): undefined => {
    faults.push(fault(path || "props", `${quoted(value)} is not ${what}`, `use ${what}`));
  };
  if (isKind(shape)) return shape.is(value) ? value : wrong(shape.what);
  if (isList(shape)) {
    return Array.isArray(value) ? elements(path, value as unknown[], shape[0], faults) : wrong("a list");
  }
  if (typeof value !== "object" || Array.isArray(value)) return wrong("an object");
  return shape === "map" ? value : fieldsIn(path, value, shape, faults);
}

function elements(path: string, values: readonly unknown[], shape: Shape, faults: Fault[]): readonly unknown[] {
  if (shape === "anything") return values;
  return values.flatMap((value, i) => {
    const element = readAs(shape, `${path}[${i}]`, value, faults);
    if (value === undefined || value === null) faults.push(fault(`${path}[${i}]`, "is missing", "remove it"));
    return element === undefined ? [] : [element];
  });
}

function fieldsIn(path: string, value: object, shapes: FieldShapes, faults: Fault[]): object {
  const pathOf = (field: string): string => at(path, field).replace(/^\./, "");
  const { "*": others, ...known } = shapes;
  const given: { [field: string]: unknown } = {};
  const readField = (field: string, shape: Shape): void => {
    const part = readAs(shape, pathOf(field), (value as { [field: string]: unknown })[field], faults);
    if (part !== undefined) given[field] = part;
  };
  for (const [field, shape] of Object.entries(known)) readField(field, shape);
  for (const field of Object.keys(value).filter((name) => !Object.hasOwn(known, name))) {
    if (others) readField(field, others);
    else faults.push(unknownField(pathOf(field), field, Object.keys(known)));
  }
  return given;
}

function unknownField(path: string, field: string, known: readonly string[]): Fault {
  const near = nearest(field, known);
  return fault(path, "is not a known field", near ? `did you mean ${quoted(near)}?` : "remove it");
}

function isKind(shape: Shape): shape is Kind {
  return typeof (shape as Kind).is === "function";
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
