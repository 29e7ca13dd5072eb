import type { PlacementSpec } from "../../api/karmada";
import type { ReplicaRequest } from "../model/replica-plan";
import { divided } from "../manifests.test-support";
import { groupsFrom, schedule, type Schedule } from "./schedule";

const members = ["a", "b", "c"].map((name) => ({ name }));
const request = (replicas: number, more: Partial<ReplicaRequest> = {}): ReplicaRequest => ({
  name: "web",
  replicas,
  members,
  ...more,
});
const evenly = divided().placement;
const byRoom: PlacementSpec = {
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: { dynamicWeight: "AvailableReplicas" },
  },
};
const counts = ({ counts: all }: Schedule): object => Object.fromEntries(all);
const group = (affinityName: string, ...clusterNames: string[]) => ({ affinityName, clusterNames });
const fallback = {
  ...evenly,
  clusterAffinities: [group("first", "x"), group("second", "a", "b"), group("third", "c")],
};

test("a workload is scheduled in the first fallback group that can hold it", () => {
  const result = schedule(request(2), fallback);
  expect([result.group?.affinityName, counts(result)]).toEqual(["second", { a: 1, b: 1 }]);
});

test("a workload stays in the group that it has now, and never goes back to an earlier one", () => {
  expect(schedule(request(2, { currentGroup: "third" }), fallback).group?.affinityName).toBe("third");
  expect(groupsFrom(fallback, { currentGroup: "unknown", replicas: 1 })).toHaveLength(3);
});

test("if no group can hold it, the problem is that of the first one that was tried", () => {
  const none = { ...evenly, clusterAffinities: [group("first", "x"), group("second", "y")] };
  expect(schedule(request(2), none)).toMatchObject({
    group: { affinityName: "first" },
    problem: "no member fits its placement",
  });
});

test("objects that run no pods do not overflow, and a single affinity does not count as a group", () => {
  const overflow = {
    ...evenly,
    clusterAffinities: [{ ...group("first", "a"), overflowAffinities: [group("more", "b")] }],
  };
  expect(groupsFrom(overflow, { replicas: 1 })[0]).toHaveProperty("overflowAffinities");
  expect(groupsFrom(overflow, { replicas: 0 })[0]?.overflowAffinities).toBeUndefined();
  expect(groupsFrom({ ...fallback, clusterAffinity: {} }, { replicas: 1 })).toEqual([undefined]);
});

test("a tie has two outcomes, of which a known identity chooses one", () => {
  const tied = schedule(request(4), evenly);
  expect(tied.alternatives).toBeDefined();
  const settled = schedule(request(4, { uid: "6f1c" }), evenly);
  expect(settled.alternatives).toBeUndefined();
  expect([counts(tied), Object.fromEntries(tied.alternatives!)]).toContainEqual(counts(settled));
});

test("free capacity decides only where the placement asks for it, and only for replicas that do not run yet", () => {
  expect(schedule(request(3), byRoom).byRoom).toBe(true);
  expect(schedule(request(3, { current: { a: 3 } }), byRoom).byRoom).toBe(false);
  expect(schedule(request(0), byRoom).byRoom).toBe(false);
  expect([schedule(request(3), evenly).byRoom, schedule(request(3), {}).byRoom]).toEqual([false, false]);
});

test("capacity that is known is not exceeded", () => {
  expect(counts(schedule(request(3, { capacity: { a: 1, b: 2 } }), byRoom))).toEqual({ a: 1, b: 2, c: 0 });
  const tooSmall = schedule(request(5, { capacity: { a: 1, b: 2 }, current: { a: 1 } }), byRoom);
  expect(tooSmall.problem).toBeDefined();
  expect(counts(tooSmall)).toEqual({ a: 1 });
});

const two = [
  { name: "a", region: "jp" },
  { name: "b", region: "tw" },
  { name: "c", region: "tw" },
];
const spreadConstraints = [
  { spreadByField: "region", minGroups: 1, maxGroups: 3 },
  { spreadByField: "cluster", minGroups: 2, maxGroups: 3 },
] as const;

test("copies are where they stay when Karmada schedules them again, which may be in fewer regions", () => {
  const capacity = { a: 9, b: 4, c: 40 };
  expect(counts(schedule(request(8, { members: two, capacity }), { spreadConstraints }))).toEqual({ b: 8, c: 8 });
});
