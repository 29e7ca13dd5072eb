import { valuesAt } from "./json-path";

const document = { spec: { template: { name: "a" }, list: [{ x: 1 }, { x: null }, "text", { x: [2] }] } };
const at = (path: string): readonly unknown[] => valuesAt(document, path.split("."));

test("a path leads to one value, and with * to one of each element", () => {
  expect(at("spec.template.name")).toEqual(["a"]);
  expect(at("spec.list.*.x")).toEqual([1, [2]]);
  expect(at("spec.list.*.x.*")).toEqual([2]);
  expect(valuesAt(document, [])).toEqual([document]);
});

test.each(["none", "spec.none.name", "spec.template.name.first", "spec.template.*", "spec.list.x"])(
  "%s leads to nothing",
  (path) => {
    expect(at(path)).toEqual([]);
  },
);
