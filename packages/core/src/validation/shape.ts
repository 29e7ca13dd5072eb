import type { Fault } from "./errors";

/** What a value is made of. Fields that are not listed are not looked at. */
export type Shape =
  | "text"
  | "number"
  | "flag"
  | "base64"
  | "any"
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: { readonly [name: string]: Shape } };

/** Base64 as Go reads it: padded, of the standard alphabet, broken into lines at will. */
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Every value that is not of its field's shape. */
export function shapeFaults(path: string, value: unknown, shape: Shape): Fault[] {
  if (value === undefined || shape === "any") return [];
  if (shape === "flag") return typeof value === "boolean" ? [] : [wrong(path, value, "use true or false")];
  if (shape === "number") return typeof value === "number" ? [] : [wrong(path, value, "use a number")];
  if (shape === "text" || shape === "base64") {
    if (typeof value !== "string") return [wrong(path, value, remedyForText(value))];
    if (shape === "text" || BASE64.test(value.replace(/[\r\n]/g, ""))) return [];
    return [{ path, problem: "is not base64", remedy: "copy the whole value again" }];
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) return [wrong(path, value, "use a list")];
    return value.flatMap((entry: unknown, index) => shapeFaults(`${path}[${index}]`, entry, shape.list));
  }
  if (!isRecord(value)) return [wrong(path, value, "use an object")];
  if ("map" in shape) {
    return Object.values(value).flatMap((entry, index) => shapeFaults(`${path}, entry ${index + 1}`, entry, shape.map));
  }
  return Object.entries(shape.fields).flatMap(([name, field]) => shapeFaults(`${path}.${name}`, value[name], field));
}

function remedyForText(value: unknown): string {
  return typeof value === "object" && !(value instanceof Date) ? "use text" : "put it in quotes";
}

function wrong(path: string, value: unknown, remedy: string): Fault {
  return { path, problem: `is ${kindOf(value)}`, remedy };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a date";
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "a boolean";
    case "number":
    case "bigint":
      return "a number";
    default:
      if (value === null) return "null";
      return isRecord(value) ? "an object" : "of a type that cannot be used here";
  }
}

/** Whether a value is an object in the sense of JSON. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}
