import { at, isRecord, kindOf } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { isDeferred } from "../validation/shape";

/** Every value in an object that its YAML could not show, so that it would get lost on the way to the federated API. */
export function plainDataFaults(path: string, value: unknown, around: readonly unknown[] = []): Fault[] {
  if (["string", "boolean", "undefined"].includes(typeof value) || value === null || isDeferred(value)) return [];
  if (typeof value === "number" && Number.isFinite(value)) return [];
  const remedy = "use strings, numbers, booleans, lists and objects";
  if (!Array.isArray(value) && !isRecord(value)) return [{ path, problem: `is ${kindOf(value)}`, remedy }];
  if (around.includes(value)) return [{ path, problem: "contains itself", remedy }];
  const within = [...around, value];
  return Array.isArray(value)
    ? value.flatMap((entry: unknown, index) => plainDataFaults(`${path}[${index}]`, entry, within))
    : Object.entries(value).flatMap(([key, entry]) => plainDataFaults(at(path, key), entry, within));
}
