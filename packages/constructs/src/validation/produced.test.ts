import { Lazy } from "cdk8s";
import { produced } from "./produced";

const lazy = (value: unknown): unknown => Lazy.any({ produce: () => value });

test("tokens are what they produce, at any depth", () => {
  expect(produced(lazy(lazy("late")))).toBe("late");
  expect(produced({ a: [lazy({ b: lazy(1) })], c: { resolve: () => lazy(2) } })).toEqual({ a: [{ b: 1 }], c: 2 });
});

test("everything else stays as it is", () => {
  const date = new Date(0);
  for (const value of [1, "x", null, undefined, date]) expect(produced(value)).toBe(value);
});
