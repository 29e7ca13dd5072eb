import { at, checked, type FieldShapes, isRecord, kindOf, type Reader } from "@fedstack/constructs/faults";
import type { Fault } from "./errors";
import { input, isDeferred } from "./shape";

const DEFERRED_REMEDY = "make this object with federation.provider, or use a value that is known from the start";
const OUTPUT_TEXT_REMEDY =
  "use pulumi.interpolate where the argument takes an Output, or else a value that is known from the start";
/** What the text of an Output is, as every SDK so far has it. */
const OUTPUT_AS_TEXT = /Calling \[to(String|JSON)\] on an \[Output/;

/** What is wrong with a value; undefined if its parts decide. */
type Verdict = Omit<Fault, "path"> | "fine" | undefined;

/** Every value in an object that is known only later, so that no YAML can hold it. */
export function deferredFaults(path: string, value: unknown): Fault[] {
  return faultsIn(path, value, (one) => deferred(one));
}

/** Every text in arguments that an Output has become a part of, and that no cluster could use. Outputs are fine. */
export function outputTextFaults(path: string, value: unknown): Fault[] {
  return faultsIn(path, value, (one) => (isDeferred(one) ? "fine" : deferred(one, OUTPUT_TEXT_REMEDY)));
}

/** A part of an object of Kubernetes, of which any part in turn may be known only later. */
export function partOfObject(shape: FieldShapes | "map"): Reader {
  return input(checked(shape, (path, value) => unplainFaults(path, value, () => "fine")));
}

/** Every value in an object that its YAML could not show, so that it would get lost on the way to the federated API. */
export function plainDataFaults(path: string, value: unknown): Fault[] {
  return unplainFaults(path, value, deferred);
}

function unplainFaults(path: string, value: unknown, whenDeferred: (value: unknown) => Verdict): Fault[] {
  const remedy = "use strings, numbers, booleans, lists and objects";
  return faultsIn(path, value, (one, around) => {
    if (deferred(one)) return whenDeferred(one);
    if (["string", "boolean", "undefined"].includes(typeof one) || one === null) return "fine";
    if (typeof one === "number" && Number.isFinite(one)) return "fine";
    if (!Array.isArray(one) && !isRecord(one)) return { problem: `is ${kindOf(one)}`, remedy };
    if (Array.isArray(one) && Array.from(one).includes(undefined)) return { problem: "has an empty place", remedy };
    return around.includes(one) ? { problem: "contains itself", remedy } : undefined;
  });
}

/** How a value is known only later, if it is. */
function deferred(value: unknown, remedy = DEFERRED_REMEDY): Exclude<Verdict, "fine"> {
  if (isDeferred(value)) return { problem: `is ${value instanceof Promise ? "a promise" : "an Output"}`, remedy };
  const isText = typeof value === "string" && OUTPUT_AS_TEXT.test(value);
  return isText ? { problem: "has the text of an Output in it", remedy } : undefined;
}

/** Faults of a value and its parts, at any depth. */
function faultsIn(
  path: string,
  value: unknown,
  judge: (value: unknown, around: readonly unknown[]) => Verdict,
  around: readonly unknown[] = [],
): Fault[] {
  const verdict = judge(value, around);
  if (verdict === "fine") return [];
  if (verdict) return [{ path, ...verdict }];
  if ((!Array.isArray(value) && !isRecord(value)) || around.includes(value)) return [];
  return partsOf(path, value).flatMap(([at, part]) => faultsIn(at, part, judge, [...around, value]));
}

function partsOf(path: string, value: object): [string, unknown][] {
  return Array.isArray(value)
    ? value.map((entry: unknown, index) => [`${path}[${index}]`, entry])
    : Object.entries(value).map(([key, entry]) => [at(path, key), entry]);
}
