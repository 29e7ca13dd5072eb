import { candidatesOf, newCandidatesOf } from "./candidates";

const members = [
  { name: "a", region: "tw" },
  { name: "b", region: "jp", taints: [{ key: "edge", effect: "NoSchedule" as const }] },
  { name: "c" },
];
const none = new Map<string, number>();
const admit = (
  ...args: [Parameters<typeof candidatesOf>[0], Parameters<typeof candidatesOf>[1]?, Map<string, number>?]
) => {
  const [placement, group, present = none] = args;
  const { candidates, leftOut } = candidatesOf(placement, group, members, present, () => 7);
  return {
    names: candidates.map(({ name, tier }) => `${name}${tier}`),
    reasons: Object.fromEntries([...leftOut].map(([name, { by }]) => [name, by])),
  };
};

test("members without taints are candidates, and those where it runs are, whatever their taints", () => {
  expect(admit({})).toEqual({ names: ["a0", "c0"], reasons: { b: "taint" } });
  expect(admit({}, undefined, new Map([["b", 2]])).names).toEqual(["b0", "a0", "c0"]);
});

test("a toleration admits a tainted member", () => {
  expect(admit({ clusterTolerations: [{ key: "edge", operator: "Exists" }] }).names).toEqual(["a0", "b0", "c0"]);
});

test("a member that lacks what is spread over is left out", () => {
  const spreadConstraints = [{ spreadByField: "region" as const, minGroups: 1, maxGroups: 2 }];
  expect(admit({ spreadConstraints })).toEqual({ names: ["a0"], reasons: { b: "taint", c: "spread" } });
});

test("a group has its members first, then those of the groups that it overflows into", () => {
  const overflowAffinities = [{ affinityName: "burst", clusterNames: ["c"] }];
  const group = { affinityName: "near", clusterNames: ["a"], overflowAffinities };
  expect(admit({}, group)).toEqual({ names: ["a0", "c1"], reasons: { b: "group" } });
});

test("a candidate has what it runs and the room for more, and may be the workload's without replicas", () => {
  const present = new Map([
    ["a", 3],
    ["c", 0],
  ]);
  const { candidates } = candidatesOf({}, undefined, members, present, (name) => (name === "a" ? 1 : 2));
  expect(candidates).toMatchObject([
    { name: "a", here: true, present: 3, free: 1 },
    { name: "c", here: true, present: 0, free: 2 },
  ]);
  expect(candidatesOf({}, undefined, members, new Map(), () => 0).candidates).toMatchObject([
    { name: "a", here: false },
    { name: "c", here: false },
  ]);
});

const staticWeightList = [{ targetCluster: { clusterNames: ["a"] }, weight: 3 }];

test("a candidate has its fixed weight, or 0", () => {
  const placement = { replicaScheduling: { weightPreference: { staticWeightList } } };
  expect(candidatesOf(placement, undefined, members, none, () => 0).candidates).toMatchObject([
    { name: "a", weight: 3 },
    { name: "c", weight: 0 },
  ]);
});

test("what runs nowhere yet has the same candidates for equal placements, and others for any other", () => {
  const affinity = { affinityName: "near", clusterNames: ["a"] };
  const found = newCandidatesOf({}, affinity, members, 7);
  expect(found).toEqual(candidatesOf({}, affinity, members, none, () => 7));
  expect(newCandidatesOf({}, { ...affinity }, members, 7)).toBe(found);
  for (const other of [
    newCandidatesOf({ replicaScheduling: { weightPreference: { staticWeightList } } }, affinity, members, 7),
    newCandidatesOf({}, { ...affinity, clusterNames: ["c"] }, members, 7),
    newCandidatesOf({}, affinity, members, 0),
    newCandidatesOf({}, affinity, members.slice(1), 7),
  ]) {
    expect(other).not.toEqual(found);
  }
});
