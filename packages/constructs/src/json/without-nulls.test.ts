import { withoutNulls } from "./without-nulls";

test("fields that are null are left out, at any depth, and elements of lists stay", () => {
  const given = { a: null, b: { c: null, d: 1 }, e: [null, { f: null }], g: undefined };
  expect(withoutNulls(given)).toStrictEqual({ b: { d: 1 }, e: [null, {}], g: undefined });
});

test("what has no null in it is the same object", () => {
  const given = { a: [{ b: 1 }], c: "d" };
  expect(withoutNulls(given)).toBe(given);
  expect(withoutNulls("text")).toBe("text");
});
