import { exists, isAround, parentOf, tokensOf, valueAt } from "./json-pointer";

const document = { a: { "b/c": { "d~e": 1 } }, list: ["x", { y: null }], "": "empty" };

test("a slash and a tilde in a key are escaped, in the order of RFC 6901", () => {
  expect(tokensOf("/a/b~1c/d~0e")).toEqual(["a", "b/c", "d~e"]);
  expect(tokensOf("/~01")).toEqual(["~1"]);
  expect(tokensOf("")).toEqual([]);
});

test("a pointer leads to a value, through objects and lists", () => {
  expect(valueAt(document, "/a/b~1c/d~0e")).toBe(1);
  expect(valueAt(document, "/list/0")).toBe("x");
  expect(valueAt(document, "/list/1/y")).toBeNull();
  expect(valueAt(document, "/")).toBe("empty");
  expect(valueAt(document, "")).toBe(document);
});

test.each(["/none", "/list/2", "/list/0/length", "/a/toString", "/list/map", "/list/1/y/z"])(
  "%s leads to nothing, not even to what JavaScript has there",
  (pointer) => {
    expect([valueAt(document, pointer), exists(document, pointer)]).toEqual([undefined, false]);
  },
);

test("a field is around itself and what is in it, and not around one whose name only begins like its own", () => {
  expect([isAround("/a", "/a"), isAround("/a", "/a/b"), isAround("/a", "/ab"), isAround("/a/b", "/a")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(parentOf("/a/b~1c")).toBe("/a");
});
