import { at, fault, isAt, isPlainKey } from "./fault";
import type { Fault } from "./fault";
import { isRecord, problemOf } from "./kind-of";
import { nearest } from "./nearest";
import { alternatives, quoted } from "./quoted";
import { isKind, isList, Required } from "./shape";
import type { Fields, FieldShapes, Reading, Settings, Shape } from "./shape";

/** What was given, without what has the wrong shape, and the faults of the rest. */
export interface Read<T> {
  /** What was given. */
  readonly given: T;
  /** What is wrong with the rest. */
  readonly faults: readonly Fault[];
}

/** Fields that are listed for somebody who wrote another one. */
const MOST_LISTED = 8;

/**
 * Reads an object by the table of its fields, at any depth. What is unknown or has the wrong shape is a fault, and is
 * left out. Nothing at all is an object without fields.
 *
 * @param path of the object; empty for the arguments themselves
 */
export function read<T extends object>(value: unknown, fields: Fields<T>, path = "", settings: Settings = {}): Read<T> {
  const reading: Reading = { ...settings, faults: [] };
  const given = readAs(fields as FieldShapes, path, isAbsent(value, reading) ? {} : value, reading) ?? {};
  return { given: given as T, faults: reading.faults };
}

/** Reads a list like {@link read}. */
export function readList<T>(value: unknown, shape: Shape, path: string, settings: Settings = {}): Read<readonly T[]> {
  const reading: Reading = { ...settings, faults: [] };
  const given = readAs([shape], path, value, reading) ?? [];
  return { given: given as readonly T[], faults: reading.faults };
}

/** Faults of what has the wrong shape. */
export function shapeFaults(path: string, value: unknown, shape: Shape, settings: Settings = {}): Fault[] {
  const reading: Reading = { ...settings, faults: [] };
  readAs(shape, path, value, reading);
  return reading.faults;
}

/** Faults of shapes, and those of values that the shapes do not explain. */
export function also(shapes: readonly Fault[], others: readonly Fault[]): Fault[] {
  return [...shapes, ...unexplained(shapes, others)];
}

/** Faults of values that do not come from a wrong shape of the same field, of a part of it, or of what it is a part of. */
export function unexplained(shapes: readonly Fault[], others: readonly Fault[]): Fault[] {
  return others.filter((other) => !shapes.some(({ path }) => isAt(path, other.path)));
}

/** Reads a value of any shape, as a part of a reading. */
export function readAs(shape: Shape, path: string, value: unknown, reading: Reading): unknown {
  if (shape instanceof Required) {
    if (!isAbsent(value, reading)) return readAs(shape.shape, path, value, reading);
    reading.faults.push(fault(path, "is missing", shape.remedy));
    return undefined;
  }
  if (shape === "anything") return value ?? undefined;
  if (isAbsent(value, reading)) return undefined;
  if (typeof shape === "function") return shape(path, value, reading);
  const wrong = (problem: string, remedy: string): undefined => {
    reading.faults.push(fault(path || rootOf(reading), problem, remedy));
  };
  const deferred = reading.deferred?.(value);
  if (deferred) return wrong(`is ${deferred}`, "use a plain value, which is known from the start");
  const is = (): string => problemOf(value, reading.secret);
  if (isKind(shape)) {
    if (shape.is(value)) return value;
    const { what, problem, remedy = () => `use ${what}` } = shape;
    const shown =
      typeof value !== "string" || !problem ? is() : reading.secret ? problem : `${quoted(value)} ${problem}`;
    return wrong(shown, remedy(value));
  }
  if (isList(shape)) return Array.isArray(value) ? elements(path, value, shape[0], reading) : wrong(is(), "use a list");
  if (!isRecord(value)) return wrong(is(), "use an object");
  return shape === "map" ? value : fieldsIn(path, value, shape, reading);
}

function elements(path: string, values: readonly unknown[], shape: Shape, reading: Reading): readonly unknown[] {
  if (shape === "anything") return values;
  const read: unknown[] = [];
  for (const [i, value] of values.entries()) {
    const one = `${path}[${i}]`;
    if (value === undefined || value === null) reading.faults.push(fault(one, `is ${String(value)}`, "remove it"));
    const element = readAs(shape, one, value ?? undefined, reading);
    if (element !== undefined) read.push(element);
  }
  return read;
}

function fieldsIn(path: string, value: { readonly [field: string]: unknown }, shapes: FieldShapes, reading: Reading) {
  const root = rootOf(reading);
  const pathOf = (field: string): string => (path ? at(path, field) : isPlainKey(field) ? field : at(root, field));
  const others = shapes["*"];
  const read: { [field: string]: unknown } = {};
  const readField = (field: string, shape: Shape): void => {
    const given = readAs(shape, pathOf(field), value[field], reading);
    if (given !== undefined) put(read, field, given);
  };
  for (const field of Object.keys(shapes)) {
    const shape = shapes[field]!;
    if (field !== "*" && (value[field] !== undefined || shape instanceof Required)) readField(field, shape);
  }
  const isListed = (field: string): boolean => field !== "*" && Object.hasOwn(shapes, field);
  for (const field of Object.keys(value)) {
    if (value[field] === undefined || isListed(field)) continue;
    if (others) readField(field, others);
    else if (!reading.ignoresUnknown) reading.faults.push(unknownField(pathOf(field), field, Object.keys(shapes)));
  }
  return read;
}

/** Sets a field of an object, even one that would change what the object inherits. */
function put(object: { [field: string]: unknown }, field: string, value: unknown): void {
  if (field !== "__proto__") object[field] = value;
  else Object.defineProperty(object, field, { value, configurable: true, enumerable: true, writable: true });
}

function unknownField(path: string, field: string, known: readonly string[]): Fault {
  const near = nearest(field, known);
  const others = known.length > 0 && known.length <= MOST_LISTED ? `, or use ${alternatives(known)}` : "";
  return fault(path, "is not a known field", near ? `did you mean ${quoted(near)}?` : `remove it${others}`);
}

function isAbsent(value: unknown, { refusesNull }: Reading): boolean {
  return value === undefined || (value === null && !refusesNull);
}

function rootOf({ root = "props" }: Reading): string {
  return root;
}
