import { at, isRecord, kindOf } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { isDeferred } from "../validation/shape";

const DEFERRED_REMEDY = "make this object with federation.provider, or use a value that is known from the start";
const OUTPUT_TEXT_REMEDY =
  "use pulumi.interpolate where the argument takes an Output, or else a value that is known from the start";
/** What the text of an Output is, as every SDK so far has it. */
const OUTPUT_AS_TEXT = /Calling \[to(String|JSON)\] on an \[Output/;

/** How a value is known only later, if it is. */
function deferredAs(value: unknown): string | undefined {
  if (isDeferred(value)) return `is ${value instanceof Promise ? "a promise" : "an Output"}`;
  return typeof value === "string" && OUTPUT_AS_TEXT.test(value) ? "has the text of an Output in it" : undefined;
}

/** Every value in an object that is known only later, so that no YAML can hold it. */
export function deferredFaults(path: string, value: unknown, around: readonly unknown[] = []): Fault[] {
  const problem = deferredAs(value);
  if (problem) return [{ path, problem, remedy: DEFERRED_REMEDY }];
  if ((!Array.isArray(value) && !isRecord(value)) || around.includes(value)) return [];
  return partsOf(path, value).flatMap(([at, part]) => deferredFaults(at, part, [...around, value]));
}

/** Every text in arguments that an Output has become a part of, and that no cluster could use. Outputs are fine. */
export function outputTextFaults(path: string, value: unknown, around: readonly unknown[] = []): Fault[] {
  if (isDeferred(value)) return [];
  const problem = deferredAs(value);
  if (problem) return [{ path, problem, remedy: OUTPUT_TEXT_REMEDY }];
  if ((!Array.isArray(value) && !isRecord(value)) || around.includes(value)) return [];
  return partsOf(path, value).flatMap(([at, part]) => outputTextFaults(at, part, [...around, value]));
}

/** Every value in an object that its YAML could not show, so that it would get lost on the way to the federated API. */
export function plainDataFaults(path: string, value: unknown, around: readonly unknown[] = []): Fault[] {
  const deferred = deferredAs(value);
  if (deferred) return [{ path, problem: deferred, remedy: DEFERRED_REMEDY }];
  if (["string", "boolean", "undefined"].includes(typeof value) || value === null) return [];
  if (typeof value === "number" && Number.isFinite(value)) return [];
  const remedy = "use strings, numbers, booleans, lists and objects";
  if (!Array.isArray(value) && !isRecord(value)) return [{ path, problem: `is ${kindOf(value)}`, remedy }];
  if (around.includes(value)) return [{ path, problem: "contains itself", remedy }];
  return partsOf(path, value).flatMap(([at, part]) => plainDataFaults(at, part, [...around, value]));
}

function partsOf(path: string, value: object): [string, unknown][] {
  return Array.isArray(value)
    ? value.map((entry: unknown, index) => [`${path}[${index}]`, entry])
    : Object.entries(value).map(([key, entry]) => [at(path, key), entry]);
}
