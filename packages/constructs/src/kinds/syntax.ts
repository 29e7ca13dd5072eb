import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import { QUANTITY } from "./quantity";

/** Faults of a value under a path. */
export type Check<T> = (path: string, value: T) => Fault[];

/** What to write where a value is not a DNS label. */
export const LABEL_REMEDY = 'use at most 63 lowercase letters, digits and "-", with a letter or digit at both ends';

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const QUALIFIED_NAME = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;

/** Text of a pattern. */
export function matching(pattern: RegExp, max: number, what: string, remedy: string): Check<unknown> {
  return (path, value) => {
    if (typeof value === "number") return [fault(path, `${quoted(value)} is a number`, "put it in quotes")];
    return matches(value, pattern, max) ? [] : [mismatch(path, value, what, remedy)];
  };
}

function matches(value: unknown, pattern: RegExp, max: number): boolean {
  return typeof value === "string" && value.length <= max && pattern.test(value);
}

function mismatch(path: string, value: unknown, what: string, remedy: string): Fault {
  return fault(path, `${quoted(value)} is not ${what}`, `use ${remedy}`);
}

/** Whether a value is a DNS label, such as the name of a namespace. */
export function isDnsLabel(text: unknown): boolean {
  return matches(text, DNS_LABEL, 63);
}

/** Whether a value can name most kinds of objects. */
export function isObjectName(text: unknown): boolean {
  return matches(text, DNS_SUBDOMAIN, 253);
}

/** Name that becomes part of a host name or a label: at most 63 characters, or fewer if a controller adds to it. */
export function dnsLabel(path: string, value: unknown, max = 63): Fault[] {
  return matches(value, DNS_LABEL, max)
    ? []
    : [mismatch(path, value, "a DNS label", `at most ${max} lowercase letters, digits and inner "-"`)];
}

/** Name of most kinds of objects. */
export function dnsSubdomain(path: string, value: unknown, max = 253): Fault[] {
  return matches(value, DNS_SUBDOMAIN, max)
    ? []
    : [mismatch(path, value, "a DNS name", `at most ${max} lowercase letters, digits, inner "-" and "."`)];
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

/** Key of an annotation: like that of a label, but in any case. */
export const annotationKey: Check<string> = (path, key) =>
  labelKey(path, key.toLowerCase()).length === 0
    ? []
    : [fault(path, `${quoted(key)} is not the key of an annotation`, 'use one such as "example.com/team"')];

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

/** Name of an environment variable. */
export const envName = matching(/^[ -<>-~]+$/, 4096, "a name for an environment variable", 'one such as "LOG_LEVEL"');

/** Quantity of a resource. */
export const quantity = matching(QUANTITY, 64, "a quantity", 'one such as "500m" or "2Gi"');
