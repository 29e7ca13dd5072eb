import { validateMemberName } from "../names";
import { imageReference } from "../names/image-reference";

/** What is wrong with one value: its path as the user typed it, the value, what is wrong, what to write instead. */
export type Fault = string;

type Check<T> = (path: string, value: T) => Fault[];

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const QUALIFIED_NAME = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;
const JSON_POINTER = /^(\/([^~/]|~[01])*)+$/;
const MAX_INT32 = 2 ** 31 - 1;

/** The value as it may stand in a message: in quotes, control characters escaped, cut to a readable length. */
export function quoted(value: unknown): string {
  const text = typeof value === "string" ? value : String(value);
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

/** Path of what stands under a key that the user chose. */
export function at(path: string, key: string): string {
  return /^[\w./-]+$/.test(key) ? `${path}.${key}` : `${path}[${quoted(key)}]`;
}

function matching(pattern: RegExp, max: number, what: string, remedy: string): Check<unknown> {
  return (path, value) =>
    typeof value === "string" && value.length <= max && pattern.test(value)
      ? []
      : [`${path}: ${quoted(value)} is no ${what}. Write ${remedy}.`];
}

/** Name of a member. */
export const memberName: Check<unknown> = (path, value) =>
  typeof value === "string"
    ? validateMemberName(value, path).map((fault) => `${fault.path}: ${fault.problem}. ${fault.remedy}.`)
    : [`${path}: ${quoted(value)} is no text. Write the name under which the member joined.`];

/** Names that become part of a host name or a label: at most 63 characters, or fewer where a controller adds its own. */
export function dnsLabel(path: string, value: unknown, max = 63): Fault[] {
  return matching(DNS_LABEL, max, "DNS label", `at most ${max} lower-case letters, digits and inner "-"`)(path, value);
}

/** Names that a Service may have: DNS labels that begin with a letter. */
export function dnsLabelWithLetter(path: string, value: unknown): Fault[] {
  const remedy = 'at most 63 lower-case letters, digits and inner "-", a letter first';
  return matching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63, "name of a Service", remedy)(path, value);
}

/** Names of most objects. */
export function dnsSubdomain(path: string, value: unknown, max = 253): Fault[] {
  const remedy = `at most ${max} lower-case letters, digits, inner "-" and "."`;
  return matching(DNS_SUBDOMAIN, max, "DNS name", remedy)(path, value);
}

/** Key of a label or an annotation: a name of 63 characters, with a DNS name and "/" before it or without. */
export const labelKey: Check<unknown> = (path, value) => {
  const [name = "", prefix, ...rest] = typeof value === "string" ? value.split("/").reverse() : [];
  const valid =
    rest.length === 0 &&
    name.length <= 63 &&
    QUALIFIED_NAME.test(name) &&
    (prefix === undefined || (prefix.length <= 253 && DNS_SUBDOMAIN.test(prefix)));
  return valid ? [] : [`${path}: ${quoted(value)} is no label key. Write one such as "tier" or "example.com/tier".`];
};

/** Value of a label. */
export const labelValue: Check<unknown> = (path, value) =>
  typeof value === "string" && value.length <= 63 && (value === "" || QUALIFIED_NAME.test(value))
    ? []
    : [`${path}: ${quoted(value)} is no label value. Write at most 63 letters, digits and inner "-", "_" and ".".`];

/** Labels, keys and values. */
export const labels: Check<{ readonly [key: string]: unknown } | undefined> = (path, value) =>
  Object.entries(value ?? {}).flatMap(([key, v]) => [...labelKey(path, key), ...labelValue(at(path, key), v)]);

/** Annotations, keys and values. */
export const annotations: Check<{ readonly [key: string]: unknown } | undefined> = (path, value) =>
  Object.entries(value ?? {}).flatMap(([key, v]) => [
    ...labelKey(path, key.toLowerCase()),
    ...(typeof v === "string" ? [] : [`${at(path, key)}: ${quoted(v)} is no text. Write a string.`]),
  ]);

/** Reference to a container image. */
export const image: Check<unknown> = (path, value) =>
  typeof value === "string" && value.length <= 4096 && imageReference(value)
    ? []
    : [`${path}: ${quoted(value)} is no image. Write one such as "nginx:1.29" or "registry.example.com/shop/cart:2".`];

/** Pointer to a field (RFC 6901). */
export const jsonPointer = matching(JSON_POINTER, 4096, "JSON pointer", 'one such as "/spec/replicas"');

/** Whole number within limits, those of int32 unless told. */
export function integer(path: string, value: unknown, min = 0, max = MAX_INT32): Fault[] {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
    ? []
    : [
        `${path}: ${quoted(value)} is out of range. Write a whole number from ${min}${max < MAX_INT32 ? ` to ${max}` : ""}.`,
      ];
}

/** Port of a container or a Service. */
export const port: Check<unknown> = (path, value) => integer(path, value, 1, 65535);

/** Name of an environment variable. */
export const envName = matching(/^[ -<>-~]+$/, 4096, "name of an environment variable", 'one such as "LOG_LEVEL"');

/** Key of a ConfigMap or a Secret. */
export const dataKey = matching(
  /^(?!\.{1,2}$|__proto__$)[-._a-zA-Z0-9]+$/,
  253,
  "key",
  'letters, digits, "-", "_" and "."',
);

/** Amount of a resource, as Kubernetes counts. */
export const quantity = matching(
  /^([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$/,
  64,
  "amount",
  'one such as "500m" or "2Gi"',
);

/** Name of a time zone. */
export const timeZone: Check<unknown> = (path, value) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value as string });
    return text(path, value);
  } catch {
    return [`${path}: ${quoted(value)} is no time zone. Write one such as "Asia/Taipei".`];
  }
};

/** One of a few words. */
export function oneOf(path: string, value: unknown, allowed: readonly string[]): Fault[] {
  return allowed.includes(value as string)
    ? []
    : [
        `${path}: ${quoted(value)} is unknown. Write ${allowed
          .map(quoted)
          .join(", ")
          .replace(/, ([^,]*)$/, " or $1")}.`,
      ];
}

/** Text that is not empty. */
export const text: Check<unknown> = (path, value) =>
  typeof value === "string" && value.trim() !== "" ? [] : [`${path}: ${quoted(value)} is no text. Write a string.`];

/** Applies a check where there is a value. */
export function optional<T>(check: Check<T>, path: string, value: T | undefined): Fault[] {
  return value === undefined ? [] : check(path, value);
}
