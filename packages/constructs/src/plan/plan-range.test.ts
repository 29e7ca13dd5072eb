import { planRange } from "./plan-range";

const members = [{ name: "a" }, { name: "b" }];

test("a range of replicas is planned number by number", () => {
  const placement = { clusterAffinity: { clusterNames: ["a", "b"] }, replicaScheduling: { weightPreference: {} } };
  const plans = planRange({ name: "web", members, placement, uid: "a" }, 1, 4);
  expect(plans.map(({ assignments }) => assignments.map(({ replicas }) => replicas))).toEqual([
    [1, 0],
    [1, 1],
    [2, 1],
    [2, 2],
  ]);
});

test.each([
  [0.5, 2, 'min: "0.5" is a number; use a whole number from 0'],
  [1, -1, 'max: "-1" is a number; use a whole number from 0'],
])("from %j to %j is refused", (min, max, told) => {
  expect(() => planRange({ name: "web", members: [{ name: "a" }] }, min, max)).toThrow(told);
});

test("a range that ends before it begins has no plans", () => {
  expect(planRange({ name: "web", members: [{ name: "a" }] }, 2, 1)).toEqual([]);
});
