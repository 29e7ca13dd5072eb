import fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { tell } from "@fedstack/constructs/faults";
import { plainDataFaults } from "./plain-data";

const told = (value: unknown): string[] => plainDataFaults("object 1", value).map(tell);

test("whatever JSON can hold is plain data", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(told(value)).toEqual([])));
  expect(told({ data: { other: undefined } })).toEqual([]);
});

test.each([
  [pulumi.output("x"), "is an Output"],
  [Promise.resolve("x"), "is a promise"],
  [`http://${pulumi.output("x")}/`, "has the text of an Output in it"],
])("%p, which is known only later, is refused by its field", (value, problem) => {
  expect(told({ data: { key: value } })).toEqual([
    `object 1.data.key: ${problem}; make this object with federation.provider, or use a value that is known from the start`,
  ]);
});

const cyclic: { self?: unknown } = {};
cyclic.self = [cyclic];

test.each([
  [{ spec: { since: new Date(0) } }, "object 1.spec.since: is a date"],
  [{ spec: { ports: [1, Symbol("x")] } }, "object 1.spec.ports[1]: is a symbol"],
  [{ data: new Map([["a", "b"]]) }, "object 1.data: is of a type that cannot be used here"],
  [{ spec: { replicas: NaN } }, "object 1.spec.replicas: is not a finite number"],
  [{ spec: { replicas: 3n } }, "object 1.spec.replicas: is a bigint"],
  [{ data: { "a b": () => 1 } }, 'object 1.data["a b"]: is a function'],
  [{ spec: { args: new Array(1) } }, "object 1.spec.args: has an empty place"],
  [{ spec: { args: ["a", undefined] } }, "object 1.spec.args: has an empty place"],
  [cyclic, "object 1.self[0]: contains itself"],
])("%p is refused", (value, fault) => {
  expect(told(value)).toEqual([`${fault}; use strings, numbers, booleans, lists and objects`]);
});

test("an object that appears twice is not a cycle", () => {
  const labels = { app: "web" };
  expect(told({ metadata: { labels }, spec: { labels } })).toEqual([]);
});
