import { isRecord, kindOf, problemOf } from "./kind-of";

test.each<[unknown, string]>([
  [undefined, "undefined"],
  [null, "null"],
  [[], "a list"],
  [new Date(0), "a date"],
  [Promise.resolve(), "a promise"],
  [NaN, "not a finite number"],
  [-Infinity, "not a finite number"],
  [1, "a number"],
  ["x", "a string"],
  [true, "a boolean"],
  [1n, "a bigint"],
  [Symbol("x"), "a symbol"],
  [() => 1, "a function"],
  [{}, "an object"],
  [Object.create(null), "an object"],
  [new Map(), "of a type that cannot be used here"],
  [/x/, "of a type that cannot be used here"],
])("what a value is: %p is %s", (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});

test("a problem shows simple values, but none that are secret", () => {
  expect([problemOf("2"), problemOf(2), problemOf(false)]).toEqual([
    '"2" is a string',
    '"2" is a number',
    '"false" is a boolean',
  ]);
  expect([problemOf({ a: 1 }), problemOf(["x"]), problemOf(null)]).toEqual(["is an object", "is a list", "is null"]);
  expect([problemOf("hidden", true), problemOf(1234, true)]).toEqual(["is a string", "is a number"]);
});

test("only an object of JSON is one", () => {
  expect([{}, Object.create(null), [], null, new Map(), new Date(0), "x"].map(isRecord)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
