import { RELEASE } from "../karmada";
import { fault, kindOf, readAs } from "../faults";
import type { FieldShapes, Reader, Shape } from "../faults";

/** A type of Kubernetes whose fields are known. */
export type SpecType = Exclude<keyof typeof table, "default">;

const table = RELEASE.specFields;

const structures = new Map<string, Reader>();

/**
 * Reads an object of a type of Kubernetes. A field that the Kubernetes of the federated API does not have is a fault, at any depth. Values
 * and names from the types that `cdk8s import k8s` generates become those of Kubernetes: `IntOrString` and `Quantity`,
 * dates, and `hostPid` for `hostPID`.
 */
export function specOf(type: SpecType): Reader {
  const known = structures.get(type);
  if (known) return known;
  let fields: FieldShapes | undefined;
  let renamed: ReadonlyMap<string, string> | undefined;
  const structure: Reader = (path, value, reading) => {
    if (isResolvedLater(value)) return value;
    fields ??= fieldsOf(table[type]);
    renamed ??= renamedAmong(Object.keys(fields));
    return readAs(fields, path, withKubernetesNames(value, renamed), reading);
  };
  structures.set(type, structure);
  return structure;
}

function fieldsOf(text: string): FieldShapes {
  return Object.fromEntries(
    text.split(" ").map((field) => {
      const [name, type = ""] = field.split(":") as [string, string?];
      return [name, shapeOf(type)];
    }),
  );
}

function shapeOf(type: string): Shape {
  if (type === "") return singleValue;
  const inner = type.slice(1, -1);
  if (type.startsWith("[")) return orLater([shapeOf(inner)]);
  if (type === "?") return "anything";
  return type.startsWith("{") ? orLater({ "*": shapeOf(inner) }) : specOf(type as SpecType);
}

function orLater(shape: Shape): Reader {
  return (path, value, reading) => (isResolvedLater(value) ? value : readAs(shape, path, value, reading));
}

/** A string, number or boolean, or an object of a generated class with one of them as its `value`. */
const singleValue: Reader = (path, value, { faults }) => {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  const { value: wrapped } = value as { readonly value?: unknown };
  if (isResolvedLater(value)) return typeof wrapped === "string" || typeof wrapped === "number" ? wrapped : value;
  faults.push(fault(path, `is ${kindOf(value)}`, "use a string, a number or a boolean"));
  return undefined;
};

/** Whether a value is an object of a class, such as `Lazy`, which cdk8s resolves when it renders. */
function isResolvedLater(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

function withKubernetesNames(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (![...renamed.keys()].some((name) => Object.hasOwn(value, name))) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [renamed.get(name) ?? name, part]));
}

/** Kubernetes' names of fields, by those that `cdk8s import` generates, where the two differ. */
function renamedAmong(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.flatMap((name) => (generatedName(name) === name ? [] : [[generatedName(name), name] as const])));
}

/** Name that `cdk8s import` generates for a field: abbreviations have one capital letter. */
function generatedName(name: string): string {
  return name.replace(/([A-Z])([A-Z]+)(?![a-z])/g, (_, first: string, rest: string) => first + rest.toLowerCase());
}
