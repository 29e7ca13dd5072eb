import { at, fault, quoted, required, shapeFaults, STRING, wordOf } from "../faults";
import type { Fault } from "../faults";
import { labelKey, labelValue, matching } from "../kinds/syntax";
import type { Check } from "../kinds/syntax";
import { validateMemberName } from "../names/member-name";
import { imageReference } from "../names/image-reference";
import { produced } from "./produced";

export { dnsLabel, dnsSubdomain, envName, labelKey, labelValue, quantity } from "../kinds/syntax";
export type { Check } from "../kinds/syntax";

const JSON_POINTER = /^(\/([^~/]|~[01])*)+$/;
const MAX_INT32 = 2 ** 31 - 1;

/** Name of a member. */
export const memberName: Check<unknown> = (path, value) =>
  typeof value === "string"
    ? validateMemberName(value, path)
    : shapeFaults(path, value, required(STRING, "use the name that the member joined with"));

/** Name of a Service: a DNS label that starts with a letter. */
export function dnsLabelWithLetter(path: string, value: unknown): Fault[] {
  const remedy = 'at most 63 lowercase letters, digits and inner "-", starting with a letter';
  return matching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63, "a name for a Service", remedy)(path, value);
}

/** Labels, keys and values. */
export const labels: Check<{ readonly [key: string]: unknown } | undefined> = (path, value) =>
  Object.entries(value ?? {}).flatMap(([key, v]) => [
    ...labelKey(path, key),
    ...labelValue(at(path, key), produced(v)),
  ]);

/** Annotations, keys and values. */
export const annotations: Check<{ readonly [key: string]: unknown } | undefined> = (path, value) =>
  Object.entries(value ?? {}).flatMap(([key, v]) => [
    ...labelKey(path, key.toLowerCase()),
    ...shapeFaults(at(path, key), produced(v), required(STRING)),
  ]);

/** Reference to a container image. */
export const image: Check<unknown> = (path, value) =>
  typeof value === "string" && value.length <= 4096 && imageReference(value)
    ? []
    : [
        fault(
          path,
          value === undefined || value === null ? "is missing" : `${quoted(value)} is not an image reference`,
          'use one such as "nginx:1.29" or "registry.example.com/shop/cart:2"',
        ),
      ];

/** Pointer to a field (RFC 6901). */
export const jsonPointer = matching(JSON_POINTER, 4096, "a JSON pointer", 'one such as "/spec/replicas"');

/** Whole number within limits, by default those of int32. */
export function integer(path: string, value: unknown, min = 0, max = MAX_INT32): Fault[] {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
    ? []
    : [
        fault(
          path,
          notANumber(value) ?? `${quoted(value)} is out of range`,
          `use a whole number from ${min}${max < MAX_INT32 || (value as number) > max ? ` to ${max}` : ""}`,
        ),
      ];
}

function notANumber(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is missing";
  return typeof value === "number"
    ? undefined
    : `${quoted(value)} is ${typeof value === "string" ? "text, " : ""}not a number`;
}

/** Port of a container or a Service. */
export const port: Check<unknown> = (path, value) => integer(path, value, 1, 65535);

/** Key of a ConfigMap or a Secret. */
export const dataKey = matching(
  /^(?!\.{1,2}$|__proto__$)[-._a-zA-Z0-9]+$/,
  253,
  "a key",
  'letters, digits, "-", "_" and "."',
);

/** Name of a time zone. */
export const timeZone: Check<unknown> = (path, value) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value as string });
    return text(path, value);
  } catch {
    return [fault(path, `${quoted(value)} is not a time zone`, 'use one such as "Asia/Taipei"')];
  }
};

/** One of a few words. */
export function oneOf(path: string, value: unknown, allowed: readonly string[]): Fault[] {
  return allowed.includes(value as string) ? [] : shapeFaults(path, value, required(wordOf(allowed)));
}

/** Non-empty text. */
export const text: Check<unknown> = (path, value) =>
  typeof value === "string" && value.trim() === ""
    ? [fault(path, `${quoted(value)} is empty`, "use a string with at least one character")]
    : shapeFaults(path, value, required(STRING));

/** Applies a check if there is a value. */
export function optional<T>(check: Check<T>, path: string, value: T | undefined): Fault[] {
  return value === undefined ? [] : check(path, value);
}
