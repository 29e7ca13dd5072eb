import * as pulumi from "@pulumi/pulumi";

/** Whether a value holds no Output and no promise, at any depth. */
export function isSettled(value: unknown, seen: Set<unknown> = new Set()): boolean {
  if (typeof value !== "object" || value === null || seen.has(value)) return true;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  seen.add(value);
  return Object.values(value).every((entry) => isSettled(entry, seen));
}
