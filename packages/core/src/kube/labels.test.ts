import { federationLabels, isLabeledBy } from "./labels";

test("an object is a federation's if it has all of its labels", () => {
  expect(isLabeledBy("prod", { ...federationLabels("prod"), more: "yes" })).toBe(true);
  expect(isLabeledBy("prod", federationLabels("test"))).toBe(false);
  expect(isLabeledBy("prod", { "app.kubernetes.io/part-of": "prod" })).toBe(false);
  expect([isLabeledBy("prod"), isLabeledBy("prod", null)]).toEqual([false, false]);
});
