import { App, Chart } from "cdk8s";
import * as fedstack from ".";
import * as names from "./names";
import * as plan from "./plan";

const HOSTILE: readonly unknown[] = [
  ...[undefined, null, 0, -1, NaN, 10n, "", "x", true, Symbol("x"), new Date(0), () => undefined],
  ...[[], [null], [undefined], [1], {}, { name: 1 }, { kind: "X" }, Object.create(null)],
];
const CRASHES = [TypeError, RangeError, ReferenceError, SyntaxError];

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** The functions that a program calls. Classes are tried by their props, and with cdk8s' own checks of the scope. */
const functions = Object.entries<unknown>({ ...fedstack, ...names, ...plan }).filter(
  (entry): entry is [string, AnyFunction] => typeof entry[1] === "function" && !String(entry[1]).startsWith("class "),
);

test("the functions of every entry point are tried", () => {
  expect(functions.map(([name]) => name)).toEqual(
    expect.arrayContaining(["findingsOf", "fromKubefed", "dnsNames", "normalizeZone", "comparePlans", "planManifests"]),
  );
});

test.each(functions)("%s takes anything or refuses it with an error that says why", (name, call) => {
  for (const first of HOSTILE) {
    for (const second of HOSTILE) {
      const scope = name.startsWith("from") ? [new Chart(new App(), "chart")] : [];
      try {
        call(...scope, first, second);
      } catch (error) {
        expect(CRASHES).not.toContain((error as Error).constructor);
        expect((error as Error).message).not.toBe("");
      }
    }
  }
});
