import { DoesNotApply, patched } from "./json-patch";
import type { PatchOperation } from "./json-patch";

const apply = (...operations: PatchOperation[]): unknown =>
  patched({ a: { "b/c": 1 }, list: ["x", "y", "z"], none: null }, operations);

test("fields are added, replaced and removed, in the order of the operations", () => {
  expect(
    apply(
      { op: "add", path: "/a/d", value: { e: 1 } },
      { op: "replace", path: "/a/d/e", value: 2 },
      { op: "remove", path: "/a/b~1c" },
      { op: "replace", path: "/none", value: [] },
    ),
  ).toEqual({ a: { d: { e: 2 } }, list: ["x", "y", "z"], none: [] });
});

test("list elements are inserted, appended, replaced and removed, and negative indexes count from the end", () => {
  const listAfter = (...operations: PatchOperation[]) => (apply(...operations) as { list: string[] }).list;
  expect(listAfter({ op: "add", path: "/list/1", value: "n" })).toEqual(["x", "n", "y", "z"]);
  expect(listAfter({ op: "add", path: "/list/-", value: "n" })).toEqual(["x", "y", "z", "n"]);
  expect(listAfter({ op: "replace", path: "/list/-1", value: "n" })).toEqual(["x", "y", "n"]);
  expect(listAfter({ op: "remove", path: "/list/0" })).toEqual(["y", "z"]);
});

test("a value that is left out becomes null", () => {
  expect(apply({ op: "add", path: "/a", value: undefined })).toMatchObject({ a: null });
});

test("the document that is given stays as it is", () => {
  const before = { a: [1] };
  patched(before, [{ op: "remove", path: "/a/0" }]);
  expect(before).toEqual({ a: [1] });
});

test.each<[PatchOperation, string]>([
  [{ op: "replace", path: "/b", value: 1 }, "/b"],
  [{ op: "remove", path: "/a/b" }, "/a/b"],
  [{ op: "add", path: "/b/c", value: 1 }, "/b"],
  [{ op: "add", path: "/a/b~1c/d", value: 1 }, "/a/b~1c"],
  [{ op: "add", path: "/list/4", value: 1 }, "/list/4"],
  [{ op: "replace", path: "/list/3", value: 1 }, "/list/3"],
  [{ op: "remove", path: "/list/-4" }, "/list/-4"],
  [{ op: "replace", path: "/list/-", value: 1 }, "/list/-"],
  [{ op: "add", path: "/list/one", value: 1 }, "/list/one"],
  [{ op: "replace", path: "/a/toString", value: 1 }, "/a/toString"],
])("%j does not apply, and the path that is missing is named", (operation, path) => {
  expect(() => apply(operation)).toThrow(new DoesNotApply(`"${path}" is not in the object`));
});
