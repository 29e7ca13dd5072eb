import type { PlacementSpec, SpreadConstraint } from "../../api/karmada";
import { planReplicas } from "..";
import type { CurrentState, ReplicaPlan } from "..";

const by = (
  spreadByField: SpreadConstraint["spreadByField"],
  minGroups: number,
  maxGroups?: number,
): SpreadConstraint => ({
  spreadByField,
  minGroups,
  maxGroups,
});
const members = [{ name: "a", region: "tw" }, { name: "b", region: "tw" }, { name: "c", region: "jp" }, { name: "d" }];
const plan = (placement: PlacementSpec, names: string, state: CurrentState = {}): ReplicaPlan =>
  planReplicas({
    name: "web",
    replicas: 2,
    placement,
    members: members.filter(({ name }) => names.includes(name)),
    ...state,
  });
const landed = ({ assignments }: ReplicaPlan): object =>
  Object.fromEntries(assignments.map(({ member, replicas }) => [member, replicas]));

test("spreading over members chooses those with the most room", () => {
  const planned = plan({ spreadConstraints: [by("cluster", 1, 2)] }, "abc", { capacity: { a: 1, b: 2, c: 3 } });
  expect(landed(planned)).toEqual({ b: 2, c: 2 });
  expect(planned.leftOut).toEqual([
    { member: "a", by: "spread", reason: "the spread constraints chose other members" },
  ]);
});

test("spreading over members chooses those where it runs before those with the most room", () => {
  const state = { capacity: { a: 1, b: 2, c: 3 }, current: { a: 2 } };
  expect(landed(plan({ spreadConstraints: [by("cluster", 1, 2)] }, "abc", state))).toEqual({ a: 2, c: 2 });
});

test("spreading over members replaces members that together have too little room", () => {
  const placement: PlacementSpec = {
    spreadConstraints: [by("cluster", 1, 1)],
    replicaScheduling: { weightPreference: { dynamicWeight: "AvailableReplicas" } },
  };
  const state = { capacity: { a: 0, b: 9 }, current: { a: 1 } };
  expect(landed(plan(placement, "ab", state))).toEqual({ b: 2 });
});

test("spreading over regions chooses at least one member in each", () => {
  const spreadConstraints = [by("region", 2, 2), by("cluster", 2, 2)];
  const planned = plan({ spreadConstraints }, "abcd", { capacity: { a: 1, b: 9, c: 1, d: 99 } });
  expect(landed(planned)).toEqual({ b: 2, c: 2 });
  expect(planned.leftOut).toContainEqual({
    member: "d",
    by: "spread",
    reason: "it has no region, by which is spread",
  });
});

test.each([
  ["members", [by("cluster", 4, 4)], "it must spread over 4 members, but only 3 fit"],
  [
    "regions",
    [by("region", 3, 3), by("cluster", 1, 9)],
    "it must spread over 3 regions, but the members that fit are in only 2",
  ],
  ["members of regions", [by("region", 1, 1), by("cluster", 3, 9)], "no 1 regions together have 3 members that fit"],
  [
    "groups without a greatest number",
    [by("cluster", 1)],
    "its spread constraints have no maxGroups, so Karmada selects no member",
  ],
  ["zones that no member has", [by("zone", 1, 2)], "no member fits its placement"],
])("spreading over too many %s is a problem, no matter how much room there is", (_, spreadConstraints, problem) => {
  expect(plan({ spreadConstraints }, "abc")).toMatchObject({ problem, basis: "placement" });
});

test("spreading has no effect with fixed weights", () => {
  const placement: PlacementSpec = { replicaScheduling: {}, spreadConstraints: [by("cluster", 1, 1)] };
  expect(landed(plan(placement, "ab"))).toEqual({ a: 1, b: 1 });
});
