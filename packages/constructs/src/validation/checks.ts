import { at, fault, quoted, required, shapeFaults, STRING, wordOf } from "../faults";
import type { Fault } from "../faults";
import { QUANTITY } from "../kinds/quantity";
import { validateMemberName } from "../names";
import { imageReference } from "../names/image-reference";
import { produced } from "./produced";

export type Check<T> = (path: string, value: T) => Fault[];

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const QUALIFIED_NAME = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;
const JSON_POINTER = /^(\/([^~/]|~[01])*)+$/;
const MAX_INT32 = 2 ** 31 - 1;

function matching(pattern: RegExp, max: number, what: string, remedy: string): Check<unknown> {
  return (path, value) =>
    typeof value === "string" && value.length <= max && pattern.test(value)
      ? []
      : [fault(path, `${quoted(value)} is not ${what}`, `use ${remedy}`)];
}

/** Name of a member. */
export const memberName: Check<unknown> = (path, value) =>
  typeof value === "string"
    ? validateMemberName(value, path)
    : shapeFaults(path, value, required(STRING, "use the name that the member joined with"));

/** Name that becomes part of a host name or a label: at most 63 characters, or fewer if a controller adds to it. */
export function dnsLabel(path: string, value: unknown, max = 63): Fault[] {
  return matching(DNS_LABEL, max, "a DNS label", `at most ${max} lowercase letters, digits and inner "-"`)(path, value);
}

/** Name of a Service: a DNS label that starts with a letter. */
export function dnsLabelWithLetter(path: string, value: unknown): Fault[] {
  const remedy = 'at most 63 lowercase letters, digits and inner "-", starting with a letter';
  return matching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63, "a name for a Service", remedy)(path, value);
}

/** Name of most kinds of objects. */
export function dnsSubdomain(path: string, value: unknown, max = 253): Fault[] {
  const remedy = `at most ${max} lowercase letters, digits, inner "-" and "."`;
  return matching(DNS_SUBDOMAIN, max, "a DNS name", remedy)(path, value);
}

/** Key of a label or an annotation: a name of at most 63 characters, optionally with a DNS name and "/" before it. */
export const labelKey: Check<unknown> = (path, value) => {
  const [name = "", prefix, ...rest] = typeof value === "string" ? value.split("/").reverse() : [];
  const valid =
    rest.length === 0 &&
    name.length <= 63 &&
    QUALIFIED_NAME.test(name) &&
    (prefix === undefined || (prefix.length <= 253 && DNS_SUBDOMAIN.test(prefix)));
  return valid
    ? []
    : [fault(path, `${quoted(value)} is not a label key`, 'use one such as "tier" or "example.com/tier"')];
};

/** Value of a label. */
export const labelValue: Check<unknown> = (path, value) =>
  typeof value === "string" && value.length <= 63 && (value === "" || QUALIFIED_NAME.test(value))
    ? []
    : [
        fault(
          path,
          `${quoted(value)} is not a label value`,
          'use at most 63 letters, digits and inner "-", "_" and "."',
        ),
      ];

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
          `use a whole number from ${min}${max < MAX_INT32 ? ` to ${max}` : ""}`,
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

/** Name of an environment variable. */
export const envName = matching(/^[ -<>-~]+$/, 4096, "a name for an environment variable", 'one such as "LOG_LEVEL"');

/** Key of a ConfigMap or a Secret. */
export const dataKey = matching(
  /^(?!\.{1,2}$|__proto__$)[-._a-zA-Z0-9]+$/,
  253,
  "a key",
  'letters, digits, "-", "_" and "."',
);

/** Quantity of a resource. */
export const quantity = matching(QUANTITY, 64, "a quantity", 'one such as "500m" or "2Gi"');

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
  return shapeFaults(path, value, required(wordOf(allowed)));
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
