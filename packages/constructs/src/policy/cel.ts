/** Expressions of the Common Expression Language, in the dialect of Kubernetes' admission policies. */

import type { Labels } from "../kinds/label-selector";

/** A JSON value, which CEL writes in the same way. */
export function literal(value: unknown): string {
  return JSON.stringify(value);
}

/** All of several conditions. */
export function allOf(...conditions: readonly string[]): string {
  return conditions.map(within).join(" && ");
}

/** Any of several conditions. */
export function anyOf(...conditions: readonly string[]): string {
  return conditions.map(within).join(" || ");
}

function within(condition: string): string {
  return / (\|\||&&|\?) /.test(condition) ? `(${condition})` : condition;
}

const STRING = /^"[^"\\]*"$/;

/** Text in which some parts are expressions: those that `write` passes to `expression`. */
export function text(write: (expression: (cel: string) => string) => string): string {
  const mark = "\0";
  return write((cel) => (STRING.test(cel) ? cel.slice(1, -1) : mark + cel + mark))
    .split(mark)
    .map((part, i) => (i % 2 === 1 ? part : literal(part)))
    .filter((part) => part !== '""')
    .join(" + ");
}

/** A field that may be missing. Its key does not have to be an identifier. */
export function entry(object: string, field: string, key: string): string {
  return `${object}.?${field}[?${literal(key)}]`;
}

/** Whether an object has all of these labels. */
export function hasLabels(object: string, labels: Labels): string {
  return allOf(
    ...Object.entries(labels).map(
      ([key, value]) => `${entry(`${object}.metadata`, "labels", key)} == optional.of(${literal(value)})`,
    ),
  );
}

/** Whether an object is being deleted. */
export function isDeleted(object: string): string {
  return `has(${object}.metadata.deletionTimestamp)`;
}
