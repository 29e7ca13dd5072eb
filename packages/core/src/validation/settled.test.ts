import * as pulumi from "@pulumi/pulumi";
import { isSettled } from "./settled";

test.each([[1], [null], [undefined], ["text"], [{ a: [{ b: "c" }] }], [[]]])("%j is settled", (value) => {
  expect(isSettled(value)).toBe(true);
});

test("an Output or a promise anywhere makes a value unsettled", () => {
  for (const later of [pulumi.output(1), Promise.resolve(1)]) {
    for (const value of [later, [1, later], { a: { b: [{ c: later }] } }]) expect(isSettled(value)).toBe(false);
  }
});

test("a value that contains itself ends, and an Output behind it is found", () => {
  const ring: Record<string, unknown> = {};
  ring["again"] = ring;
  expect(isSettled(ring)).toBe(true);
  expect(isSettled({ ...ring, later: pulumi.output(1) })).toBe(false);
});
