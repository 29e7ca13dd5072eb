import {
  checked,
  type Fault,
  NUMBER,
  quoted,
  readAs,
  type Reader,
  type Shape,
  STRING,
} from "@fedstack/constructs/faults";
import { billionths, isDnsLabel, isObjectName, LABEL_REMEDY, quantity } from "@fedstack/constructs/kinds";
import { quotedUrl } from "./quoted-url";

const HIGHEST_PORT = 65535;

/** Checks the name of a namespace, if there is one. */
export function namespaceFaults(path: string, namespace: string | undefined): Fault[] {
  return namespace === undefined || isDnsLabel(namespace)
    ? []
    : [{ path, problem: `${quoted(namespace)} is not a valid name of a namespace`, remedy: LABEL_REMEDY }];
}

/** Checks the number of members of an etcd. */
export function etcdSizeFaults(path: string, members: number = 1): Fault[] {
  return members === 1 || members === 3
    ? []
    : [{ path, problem: `${quoted(members)} is not a size that etcd can use`, remedy: "use 1 or 3" }];
}

/** A whole number within a range. */
export function whole(least: number, most?: number): Reader {
  return checked<number>(NUMBER, (path, value) => wholeNumber(path, value, least, most));
}

/** A port. */
export const PORT = whole(1, HIGHEST_PORT);

/** A text of a form that a pattern or a rule knows. Messages leave out the credentials of a URL. */
export function matching(pattern: Pick<RegExp, "test">, what: string, remedy: string): Reader {
  return checked<string>(STRING, (path, value) =>
    pattern.test(value) ? [] : [{ path, problem: `${quotedUrl(value)} is not ${what}`, remedy }],
  );
}

/** The name of an object of a kind. */
export function nameOf(kind: string): Reader {
  return matching({ test: isObjectName }, `the name of a ${kind}`, 'use lowercase letters, digits, "-" and "."');
}

/** The name of a namespace. */
export const NAMESPACE_NAME = checked<string>(STRING, namespaceFaults);

/** An amount, as Kubernetes writes it. */
export const QUANTITY = checked<string>(STRING, quantity);

/** Checks a number, where one is given. */
export function wholeNumber(path: string, value: number | undefined, least: number, most?: number): Fault[] {
  if (value === undefined || (Number.isInteger(value) && value >= least && (most === undefined || value <= most))) {
    return [];
  }
  const range = most === undefined ? `from ${least}` : `from ${least} to ${most}`;
  return [{ path, problem: `${quoted(value)} is out of range`, remedy: `use a whole number ${range}` }];
}

/**
 * A list in which each element is there once.
 *
 * @param identity what tells elements apart; undefined for one that has none, because it is wrong
 * @param again the fault of an element that is there already
 */
export function distinct<T>(
  shape: Shape,
  identity: (element: Partial<T>) => string | undefined,
  again: (path: string, element: T) => Fault,
): Reader {
  return (path, value, reading) => {
    const given = readAs([shape], path, value, reading);
    const identities = Array.isArray(value) ? value.map((one: unknown) => identity(one ?? {})) : [];
    identities.forEach((one, index) => {
      if (one === undefined || identities.indexOf(one) === index) return;
      reading.faults.push(again(`${path}[${index}]`, (value as readonly T[])[index]!));
    });
    return given;
  };
}

/** A list of texts, each of which is there once. */
export function distinctTexts(shape: Shape, remedy = "remove one"): Reader {
  const again = (path: string, text: string): Fault => ({ path, problem: `${quoted(text)} is listed twice`, remedy });
  return distinct<string>(shape, (text) => (typeof text === "string" ? text : undefined), again);
}

/** Whether one size is smaller than another. */
export function isSmaller(size: string, than: string): boolean {
  return (billionths(size) ?? 0n) < (billionths(than) ?? 0n);
}
