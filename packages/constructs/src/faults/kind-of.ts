import { quoted } from "./quoted";

/** What a value is, with an article. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a date";
  if (value instanceof Promise) return "a promise";
  if (typeof value === "number" && !Number.isFinite(value)) return "not a finite number";
  if (typeof value !== "object") return `a ${typeof value}`;
  return isRecord(value) ? "an object" : "of a type that cannot be used here";
}

/** What a value is, as the problem of a fault: `"2" is a string`. Shows only values without parts, and no secret ones. */
export function problemOf(value: unknown, secret = false): string {
  const shown = ["string", "number", "boolean", "bigint"].includes(typeof value) && !secret;
  return `${shown ? `${quoted(value)} ` : ""}is ${kindOf(value)}`;
}

/** Whether a value is an object in the sense of JSON. */
export function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return Object.prototype.toString.call(value) === "[object Object]";
}
