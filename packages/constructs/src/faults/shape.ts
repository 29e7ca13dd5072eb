import { at, fault } from "./fault";
import type { Fault } from "./fault";
import { nearest } from "./nearest";
import { quoted } from "./quoted";

/** A value that only some test recognizes, such as an instance of a class. */
export interface Kind {
  /** What it is, with an article, such as `a Placement`. */
  readonly what: string;
  readonly is: (value: unknown) => boolean;
}

/**
 * Shape of a value: `"anything"`, because something else checks it; `"map"`, an object with any keys; a list of a
 * shape; a kind; or an object with certain fields.
 */
export type Shape = "anything" | "map" | readonly [Shape] | Kind | FieldShapes;

/** Shapes by field. */
export interface FieldShapes {
  readonly [field: string]: Shape;
}

type FieldName<T> = T extends unknown ? keyof T & string : never;

/**
 * The fields of a type; of a union, those of all its members. TypeScript refuses a table in which one is missing, or
 * that has one too many.
 */
export type Fields<T> = { readonly [field in FieldName<T>]: Shape };

/** What was given, without what has the wrong shape, and the faults of the rest. */
export interface Read<T> {
  readonly given: T;
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
  const given = shaped(path, value, fields as FieldShapes, faults) ?? {};
  return { given: given as T, faults };
}

/** Reads a list like {@link read}. */
export function readList<T>(value: unknown, shape: Shape, path: string): Read<readonly T[]> {
  const faults: Fault[] = [];
  const given = shaped(path, value, [shape], faults) ?? [];
  return { given: given as readonly T[], faults };
}

/** The kind of the instances of a class. */
export function instanceOf(type: { readonly name: string; readonly prototype: object }, what = `a ${type.name}`): Kind {
  return { what, is: (value) => value instanceof (type as unknown as new () => object) };
}

/** Faults of shapes, and of them that are about another field. */
export function also(faults: readonly Fault[], others: readonly Fault[]): Fault[] {
  const paths = new Set(faults.map(({ path }) => path));
  return [...faults, ...others.filter(({ path }) => !paths.has(path))];
}

function shaped(path: string, value: unknown, shape: Shape, faults: Fault[]): unknown {
  if (shape === "anything") return value ?? undefined;
  if (value === undefined || value === null) return undefined;
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
    const element = shaped(`${path}[${i}]`, value, shape, faults);
    if (value === undefined || value === null) faults.push(fault(`${path}[${i}]`, "is missing", "remove it"));
    return element === undefined ? [] : [element];
  });
}

function fieldsIn(path: string, value: object, shapes: FieldShapes, faults: Fault[]): object {
  const pathOf = (field: string): string => at(path, field).replace(/^\./, "");
  const known = Object.keys(shapes);
  for (const field of Object.keys(value)) {
    if (Object.hasOwn(shapes, field)) continue;
    const near = nearest(field, known);
    faults.push(fault(pathOf(field), "is not a known field", near ? `did you mean ${quoted(near)}?` : "remove it"));
  }
  const given: { [field: string]: unknown } = {};
  for (const field of known) {
    const part = shaped(pathOf(field), (value as { [field: string]: unknown })[field], shapes[field]!, faults);
    if (part !== undefined) given[field] = part;
  }
  return given;
}

function isKind(shape: Shape): shape is Kind {
  return typeof (shape as Kind).is === "function";
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
