import { at, fault, isAt, isPlainKey } from "./fault";
import type { Fault } from "./fault";
import { isRecord, problemOf } from "./kind-of";
import { nearest } from "./nearest";
import { alternatives, quoted } from "./quoted";
import { isKind, isList, Required } from "./shape";
import type { Fields, FieldShapes, Kind, Reading, Settings, Shape } from "./shape";

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
  const deferred = reading.deferred?.(value);
  if (deferred) return wrong(path, `is ${deferred}`, "use a plain value, which is known from the start", reading);
  if (isKind(shape)) return shape.is(value) ? value : wrongKind(shape, path, value, reading);
  if (isList(shape)) {
    if (Array.isArray(value)) return elements(path, value, shape[0], reading);
    return wrong(path, problemOf(value, reading.secret), "use a list", reading);
  }
  if (!isRecord(value)) return wrong(path, problemOf(value, reading.secret), "use an object", reading);
  return shape === "map" ? value : fieldsIn(path, value, shape, reading);
}

function wrong(path: string, problem: string, remedy: string, reading: Reading): undefined {
  reading.faults.push(fault(path || rootOf(reading), problem, remedy));
}

function wrongKind({ what, problem, remedy }: Kind, path: string, value: unknown, reading: Reading): undefined {
  const { secret } = reading;
  const shown =
    typeof value !== "string" || !problem ? problemOf(value, secret) : secret ? problem : `${quoted(value)} ${problem}`;
  return wrong(path, shown, remedy ? remedy(value) : `use ${what}`, reading);
}

function elements(path: string, values: readonly unknown[], shape: Shape, reading: Reading): readonly unknown[] {
  if (shape === "anything") return values;
  const read: unknown[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const one = `${path}[${i}]`;
    if (value === undefined || value === null) reading.faults.push(fault(one, `is ${String(value)}`, "remove it"));
    const element = readAs(shape, one, value ?? undefined, reading);
    if (element !== undefined) read.push(element);
  }
  return read;
}

function fieldsIn(path: string, value: { readonly [field: string]: unknown }, shapes: FieldShapes, reading: Reading) {
  const others = shapes["*"];
  const read: { [field: string]: unknown } = {};
  for (const field in shapes) {
    const shape = shapes[field]!;
    if (field === "*" || (value[field] === undefined && !(shape instanceof Required))) continue;
    const given = readAs(shape, fieldOf(path, field, reading), value[field], reading);
    if (given !== undefined) put(read, field, given);
  }
  if (!others && reading.ignoresUnknown) return read;
  for (const field of Object.keys(value)) {
    if (value[field] === undefined || (field !== "*" && Object.hasOwn(shapes, field))) continue;
    if (others) {
      const given = readAs(others, fieldOf(path, field, reading), value[field], reading);
      if (given !== undefined) put(read, field, given);
    } else reading.faults.push(unknownField(fieldOf(path, field, reading), field, Object.keys(shapes)));
  }
  return read;
}

function fieldOf(path: string, field: string, reading: Reading): string {
  if (path) return at(path, field);
  return isPlainKey(field) ? field : at(rootOf(reading), field);
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
