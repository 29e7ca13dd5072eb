import { memberTest } from "./affinity";

const member = { name: "a", labels: { tier: "edge" }, region: "tw", zones: ["tw-1", "tw-2"], cloudProvider: "aws" };
const by = (key: "region" | "zone" | "provider", operator: "In" | "NotIn", ...values: string[]) => ({
  fieldSelector: { matchExpressions: [{ key, operator, values }] },
});

test.each([
  ["no criteria", {}],
  ["its name", { clusterNames: ["a", "b"] }],
  ["an empty list of names", { clusterNames: [] }],
  ["its region", by("region", "In", "jp", "tw")],
  ["one of its zones", by("zone", "In", "tw-2")],
  ["its provider", by("provider", "In", "aws")],
  ["another region that is ruled out", by("region", "NotIn", "jp")],
  ["its label", { labelSelector: { matchLabels: { tier: "edge" } } }],
])("a selection with %s has the member", (_, affinity) => {
  expect(memberTest(affinity)(member)).toBeUndefined();
});

test.each([
  ["other names", { clusterNames: ["b"] }, "name", "it is not among the members that are named"],
  ["its name excluded", { clusterNames: ["a"], exclude: ["a"] }, "exclude", "it is excluded"],
  ["another region", by("region", "In", "jp"), "field", 'its region "tw" is not one of jp'],
  ["a zone that is ruled out", by("zone", "NotIn", "tw-1"), "field", 'its zone "tw-1, tw-2" is ruled out'],
  [
    "another label",
    { labelSelector: { matchLabels: { tier: "core" } } },
    "label",
    'its label tier "edge" is not "core"',
  ],
])("a selection with %s does not have the member, and says why", (_, affinity, reason, text) => {
  expect(memberTest(affinity)(member)).toEqual({ by: reason, reason: text });
});

test("a member without a region is in no selection by region, but is not ruled out by one", () => {
  expect(memberTest(by("region", "In", "tw"))({ name: "a" })).toEqual({ by: "field", reason: "it has no region" });
  expect(memberTest(by("region", "NotIn", "tw"))({ name: "a" })).toBeUndefined();
});
