import { shapeFaults, tell } from "../faults";
import type { Shape } from "../faults";
import { FIELD_REQUIREMENT, INT32, LABEL_REQUIREMENT, WEIGHT } from "./policy-values";

const found = (shape: Shape, value: unknown): string[] => shapeFaults("one", value, shape).map(tell);

test("weights are whole numbers from 1", () => {
  expect([1, 2 ** 40].flatMap((value) => found(WEIGHT, value))).toEqual([]);
  expect([0, -1, 1.5, 2 ** 60, "1"].map((value) => found(WEIGHT, value).length)).toEqual([1, 1, 1, 1, 1]);
});

test("priorities are whole numbers of 32 bits", () => {
  expect([0, -(2 ** 31), 2 ** 31 - 1].flatMap((value) => found(INT32, value))).toEqual([]);
  expect([2 ** 31, -(2 ** 31) - 1, 0.5, "1"].map((value) => found(INT32, value).length)).toEqual([1, 1, 1, 1]);
});

test("a requirement whose operator takes no such values is a fault, because nothing would match", () => {
  const none = (operator: string) => `one.values: is empty with "${operator}"; add at least one`;
  expect(found(LABEL_REQUIREMENT, { key: "a", operator: "NotIn" })).toEqual([none("NotIn")]);
  expect(found(LABEL_REQUIREMENT, { key: "a", operator: "In", values: [] })).toEqual([none("In")]);
  expect(found(LABEL_REQUIREMENT, { key: "a", operator: "Exists", values: ["b"] })).toEqual([
    'one.values: is set with "Exists"; leave it out',
  ]);
  expect(found(FIELD_REQUIREMENT, { key: "region", operator: "NotIn" })).toEqual([none("NotIn")]);
});

test("other requirements are right", () => {
  const labels = [
    { key: "a", operator: "NotIn", values: ["b"] },
    { key: "a", operator: "DoesNotExist" },
    { key: "a", operator: "Exists", values: [] },
  ];
  expect(labels.flatMap((one) => found(LABEL_REQUIREMENT, one))).toEqual([]);
  const fields = [
    { key: "region", operator: "In", values: ["a"] },
    { key: "zone", operator: "NotIn" },
  ];
  expect(fields.flatMap((one) => found(FIELD_REQUIREMENT, one))).toEqual([]);
});
