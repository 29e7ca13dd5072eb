import { App, Chart } from "cdk8s";
import type { Construct } from "constructs";
import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { messageOf } from "./synthesis.test-support";

/** Anything that JSON, or a program without types, may pass. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, {}, [], "", "a", 0, NaN, true, [null], [[]], { a: null }, () => 1),
  fc.anything({ maxDepth: 2, key: fc.string().filter((key) => key !== "constructor") }),
);

/** A value, or what one of its parts becomes if a program gets it wrong. */
export function broken(value: unknown): Arbitrary<unknown> {
  if (Array.isArray(value)) {
    const parts = value.map((part, i) =>
      broken(part).map((other) => value.map((same, at) => (at === i ? other : same))),
    );
    return fc.oneof(anything, ...parts);
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return anything;
  }
  const parts = Object.entries(value).map(([key, part]) => broken(part).map((other) => ({ ...value, [key]: other })));
  return fc.oneof(anything, ...parts);
}

/** What synthesis says about a program; it fails if the program or the synthesis crashes. */
export function faultsIn(fill: (chart: Construct) => unknown): string {
  const chart = new Chart(new App(), "chart");
  fill(chart);
  const message = messageOf(chart);
  if (message !== "") {
    const [first, ...faults] = message.split("\n  ");
    expect(first).toBe("Validation failed with the following errors:");
    for (const fault of faults) expect(fault).toMatch(/^\[chart(\/[^\]]*)?\] \S/);
    expect(new Set(faults).size).toBe(faults.length);
  }
  return message;
}

/** Expects a call to succeed, or to throw an error whose every line is a fault. */
export function attempt(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    expect((error as Error).constructor).toBe(Error);
    for (const line of (error as Error).message.split("\n")) expect(line).toMatch(/^\S.*: \S/);
  }
}
