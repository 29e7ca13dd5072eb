import { at, nearest, quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "./errors";

/** What a value is made of. */
export type Shape =
  | "text"
  | "number"
  | "flag"
  | "base64"
  | "any"
  /** Text, or an Output or a promise of it. */
  | "text input"
  /** A value, or an Output or a promise of it. */
  | { readonly input: Shape }
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Fields }
  /** One of these words or, if there are fields, an object. */
  | { readonly oneOf: readonly string[]; readonly fields?: Fields | undefined }
  /** An object whose other fields follow from its field `kind`. */
  | { readonly kinds: { readonly [kind: string]: Fields } };

/** Shapes of fields, by name. */
export type Fields = { readonly [name: string]: Shape };

/** One shape for each field of a type: `{ … } satisfies FieldsOf<Args>` does not compile if one is missing. */
export type FieldsOf<T> = { readonly [Name in keyof T]-?: Shape };

/** What happens to fields that a shape does not list. */
type Others = "refused" | "ignored";

/** Base64 as Go reads it: padded, of the standard alphabet, broken into lines at will. */
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Faults of an argument whose fields have paths of their own: `dns.replicas`, not `args.dns.replicas`. */
export function argumentFaults(name: string, value: unknown, fields: Fields): Fault[] {
  return shapeFaults(name, value, { fields }).map(({ path, ...rest }) => ({
    path: path.startsWith(`${name}.`) ? path.slice(name.length + 1) : path,
    ...rest,
  }));
}

/** Every value that is not of its field's shape, and every field that nobody reads. Shows no values. */
export function shapeFaults(path: string, value: unknown, shape: Shape, others: Others = "refused"): Fault[] {
  if (value === undefined || shape === "any") return [];
  if (isDeferred(value)) {
    return shape === "text input" || (typeof shape === "object" && "input" in shape)
      ? []
      : [wrong(path, value, "use a plain value, which is known from the start")];
  }
  if (typeof shape === "string") return scalarFaults(path, value, shape);
  if ("input" in shape) return shapeFaults(path, value, shape.input, others);
  if ("list" in shape) {
    if (!Array.isArray(value)) return [wrong(path, value, "use a list")];
    return Array.from<unknown>(value).flatMap((entry, index) =>
      entry === undefined
        ? [{ path: `${path}[${index}]`, problem: "is undefined", remedy: "leave it out" }]
        : shapeFaults(`${path}[${index}]`, entry, shape.list, others),
    );
  }
  if ("oneOf" in shape && (typeof value === "string" || !shape.fields)) return wordFaults(path, value, shape);
  if (!isRecord(value)) return [wrong(path, value, "use an object")];
  if ("map" in shape) {
    return Object.entries(value).flatMap(([key, entry]) =>
      shapeFaults(`${path}[${quoted(key)}]`, entry, shape.map, others),
    );
  }
  const fields = "kinds" in shape ? fieldsOfKind(value["kind"], shape.kinds) : shape.fields;
  return fields ? fieldFaults(path, value, fields, others) : [];
}

/** The fields of a kind that exists. Whether it does is checked with its value. */
function fieldsOfKind(kind: unknown, kinds: { readonly [kind: string]: Fields }): Fields | undefined {
  return typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}

function fieldFaults(path: string, value: Readonly<Record<string, unknown>>, fields: Fields, others: Others): Fault[] {
  const names = Object.keys(fields);
  const unread = Object.keys(value).filter((key) => value[key] !== undefined && !Object.hasOwn(fields, key));
  const faults = names.flatMap((name) => shapeFaults(at(path, name), value[name], fields[name]!, others));
  return others === "ignored" ? faults : [...faults, ...unread.map((key) => unreadFault(at(path, key), key, names))];
}

function unreadFault(path: string, key: string, names: readonly string[]): Fault {
  const meant = nearest(key, names);
  const remedy = meant ? `did you mean ${quoted(meant)}?` : `remove it, or use ${alternatives(names)}`;
  return { path, problem: "is not a known field", remedy };
}

function scalarFaults(path: string, value: unknown, shape: Extract<Shape, string>): Fault[] {
  if (shape === "flag") return typeof value === "boolean" ? [] : [wrong(path, value, "use true or false")];
  if (shape === "number") return typeof value === "number" ? [] : [wrong(path, value, "use a number")];
  if (typeof value !== "string") return [wrong(path, value, remedyForText(value))];
  return shape !== "base64" || BASE64.test(value.replace(/[\r\n]/g, ""))
    ? []
    : [{ path, problem: "is not base64", remedy: "copy the whole value again" }];
}

function wordFaults(path: string, value: unknown, shape: Extract<Shape, { oneOf: unknown }>): Fault[] {
  if (typeof value === "string" && shape.oneOf.includes(value)) return [];
  const fields = shape.fields ? `, or an object with ${Object.keys(shape.fields).join(" or ")}` : "";
  const remedy = `use ${alternatives(shape.oneOf)}${fields}`;
  return [
    typeof value === "string"
      ? { path, problem: `${quoted(value)} is not supported`, remedy }
      : wrong(path, value, remedy),
  ];
}

function alternatives(words: readonly string[]): string {
  const shown = words.map((word) => quoted(word));
  return [shown.slice(0, -1).join(", "), shown.at(-1)].filter(Boolean).join(" or ");
}

function remedyForText(value: unknown): string {
  return typeof value === "object" && !(value instanceof Date) ? "use text" : "put it in quotes";
}

function wrong(path: string, value: unknown, remedy: string): Fault {
  return { path, problem: `is ${kindOf(value)}`, remedy };
}

/** What a value is, with an article. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a date";
  if (value instanceof Promise) return "a promise";
  if (pulumi.Output.isInstance(value)) return "an Output";
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "a boolean";
    case "number":
      return Number.isFinite(value) ? "a number" : "a number without a value";
    case "bigint":
      return "a bigint";
    default:
      if (value === null) return "null";
      return isRecord(value) ? "an object" : "of a type that cannot be used here";
  }
}

/** Whether a value is known only later. */
export function isDeferred(value: unknown): boolean {
  return value instanceof Promise || pulumi.Output.isInstance(value);
}

/** Whether a value is an object in the sense of JSON. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}
