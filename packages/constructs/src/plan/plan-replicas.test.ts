import fc from "fast-check";
import type { PlacementSpec } from "../api/karmada";
import { planReplicas } from ".";
import type { Member, CurrentState, ReplicaPlan } from ".";

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

const weighted = (weights: { readonly [member: string]: number }): PlacementSpec => ({
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: {
      staticWeightList: Object.entries(weights).map(([name, weight]) => ({
        targetCluster: { clusterNames: [name] },
        weight,
      })),
    },
  },
});
const DYNAMIC: PlacementSpec = {
  replicaScheduling: { replicaSchedulingType: "Divided", weightPreference: { dynamicWeight: "AvailableReplicas" } },
};
const AGGREGATED: PlacementSpec = {
  replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" },
};
const plan = (
  replicas: number,
  placement: PlacementSpec,
  members: readonly Member[] = [a, b, c],
  state: CurrentState = {},
): ReplicaPlan => planReplicas({ name: "web", replicas, placement, members, ...state });

/** Replicas by member; two numbers if a tie decides. */
const landed = ({ assignments }: ReplicaPlan): object =>
  Object.fromEntries(
    assignments.map(({ member, replicas, alternative }) => [
      member,
      alternative === undefined ? replicas : [replicas, alternative],
    ]),
  );

describe("fixed weights", () => {
  test.each([
    [4, { a: 1, b: 1 }, { a: 2, b: 2 }],
    [5, { a: 2, b: 3 }, { a: 2, b: 3 }],
    [9, { a: 1, b: 3 }, { a: 2, b: 7 }],
    [5, { a: 2, b: 1 }, { a: 3, b: 2 }],
    [4, { a: 2, b: 1 }, { a: 3, b: 1 }],
    [3, { a: 1, b: 1 }, { a: [2, 1], b: [1, 2] }],
    [0, { a: 1, b: 1 }, { a: 0, b: 0 }],
    [1, { a: 1, b: 2, c: 3 }, { a: 0, b: 0, c: 1 }],
    [4, { a: 1, b: 1, c: 0 }, { a: 2, b: 2 }],
    [6, { a: 0, b: 0, c: 0 }, { a: 2, b: 2, c: 2 }],
  ])("%j replicas at %j land %j", (replicas, weights, expected) => {
    const placement = { ...weighted(weights), clusterAffinity: { clusterNames: Object.keys(weights) } };
    const planned = plan(replicas, placement);
    expect(landed(planned)).toEqual(expected);
    expect(planned).toMatchObject({ basis: "placement", total: replicas });
  });

  test("the greatest of the weights that match a member applies", () => {
    const rules = [
      { targetCluster: { clusterNames: ["a", "b"] }, weight: 1 },
      { targetCluster: { labelSelector: { matchLabels: { tier: "gold" } } }, weight: 3 },
    ];
    const placement = { replicaScheduling: { weightPreference: { staticWeightList: rules } } };
    const planned = plan(4, placement, [{ ...a, labels: { tier: "gold" } }, b, c]);
    expect(planned.assignments).toEqual([
      { member: "a", replicas: 3, weight: 3 },
      { member: "b", replicas: 1, weight: 1 },
    ]);
    expect(planned.leftOut).toEqual([{ member: "c", by: "weight", reason: "it has no weight" }]);
  });

  test("the workload's UID decides a tie, if it is known", () => {
    const placement = weighted({ a: 1, b: 1 });
    expect(landed(plan(3, placement, [a, b], { uid: "a" }))).toEqual({ a: 2, b: 1 });
    expect(landed(plan(3, placement, [a, b], { uid: "b" }))).toEqual({ a: 1, b: 2 });
  });

  const weights = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.integer({ min: 1, max: 50 }), {
    minKeys: 1,
    maxKeys: 8,
  });

  test("every replica lands once, in any order of the members", () => {
    fc.assert(
      fc.property(fc.nat(200), weights, (replicas, given) => {
        const members = Object.keys(given).map((name) => ({ name }));
        const planned = plan(replicas, weighted(given), members);
        for (const outcome of ["replicas", "alternative"] as const) {
          const sum = planned.assignments.reduce((total, one) => total + (one[outcome] ?? one.replicas), 0);
          expect(sum).toBe(replicas);
        }
        expect(plan(replicas, weighted(given), [...members].reverse())).toEqual(planned);
      }),
    );
  });

  test("one more replica takes none from any member", () => {
    fc.assert(
      fc.property(fc.nat(60), weights, fc.constantFrom("a", "b"), (replicas, given, uid) => {
        const members = Object.keys(given).map((name) => ({ name }));
        const [before, after] = [replicas, replicas + 1].map(
          (count) => plan(count, weighted(given), members, { uid }).assignments,
        );
        after!.forEach((one, i) => expect(one.replicas).toBeGreaterThanOrEqual(before![i]!.replicas));
      }),
    );
  });
});

describe("members", () => {
  const member = (name: string, rest: Partial<Member>): Member => ({ name, region: "tw", ...rest });

  test("are excluded by their properties, each with the reason", () => {
    const placement: PlacementSpec = {
      clusterAffinity: {
        labelSelector: { matchLabels: { tier: "gold" }, matchExpressions: [{ key: "old", operator: "DoesNotExist" }] },
        fieldSelector: {
          matchExpressions: [
            { key: "region", operator: "In", values: ["tw", "jp"] },
            { key: "zone", operator: "NotIn", values: ["z9"] },
          ],
        },
        exclude: ["out"],
        clusterNames: ["bare", "far", "good", "old", "ruled", "silver", "tainted"],
      },
      clusterTolerations: [{ key: "spot", operator: "Exists" }],
    };
    const gold = { tier: "gold" };
    const members = [
      member("bare", {}),
      member("far", { labels: gold, region: "eu" }),
      member("good", { labels: gold, taints: [{ key: "spot", effect: "NoExecute" }] }),
      member("old", { labels: { ...gold, old: "" } }),
      member("out", { labels: gold }),
      member("ruled", { labels: gold, zones: ["z1", "z9"] }),
      member("silver", { labels: { tier: "silver" } }),
      member("stranger", { labels: gold }),
      member("tainted", { labels: gold, taints: [{ key: "gpu", value: "a", effect: "NoSchedule" }] }),
    ];
    const planned = plan(1, placement, members);
    expect(landed(planned)).toEqual({ good: 1 });
    expect(planned.leftOut.map(({ member: name, by, reason }) => `${name} ${by}: ${reason}`)).toEqual([
      "bare label: it has no label tier",
      'far field: its region "eu" is not one of tw, jp',
      'old label: its label old "" is ruled out',
      "out exclude: it is excluded",
      'ruled field: its zone "z1, z9" is ruled out',
      'silver label: its label tier "silver" is not "gold"',
      "stranger name: it is not among the members that are named",
      "tainted taint: its taint gpu=a:NoSchedule is not tolerated",
    ]);
  });

  test("with a taint that is not tolerated keep what they run", () => {
    const tainted = { ...a, taints: [{ key: "full", effect: "NoSchedule" as const }] };
    expect(landed(plan(2, {}, [tainted, b], { current: { a: 2 } }))).toEqual({ a: 2, b: 2 });
  });

  test("unknown names of members are reported, and also that none fits", () => {
    const planned = plan(2, { clusterAffinity: { clusterNames: ["gone"] } });
    expect(planned).toMatchObject({
      unknownMembers: ["gone"],
      problem: "no member fits its placement",
      members: [],
      total: 0,
    });
  });

  test("without a division each get all replicas", () => {
    expect(plan(4, {}, [a, b])).toMatchObject({ members: ["a", "b"], total: 8, basis: "placement" });
  });

  test("with duplicate names, and replicas that are not a number, are refused together", () => {
    expect(() => plan(-1, {}, [a, a])).toThrow(
      /replicas: "-1" is a number; use a whole number from 0[^]*"a" is the name of two members/,
    );
  });
});

describe("free capacity", () => {
  test("is not guessed if it is not known", () => {
    for (const placement of [DYNAMIC, AGGREGATED]) {
      const planned = plan(4, placement, [a, { ...b, taints: [{ key: "full", effect: "NoSchedule" }] }, c]);
      expect(planned).toMatchObject({ basis: "unknown", assignments: [], members: ["a", "c"] });
      expect(planned.total).toBeUndefined();
      expect(planned.leftOut).toMatchObject([{ member: "b", by: "taint" }]);
    }
  });

  test.each([
    ["goes by room", DYNAMIC, 6, { a: 4, b: 2 }, {}, { a: 4, b: 2 }],
    ["fills as few as can be", AGGREGATED, 6, { a: 9, b: 20 }, {}, { a: 0, b: 6 }],
    ["packs where it runs already first", AGGREGATED, 6, { a: 9, b: 20 }, { a: 1 }, { a: 6, b: 0 }],
    ["adds to what is there", DYNAMIC, 6, { a: 1, b: 9 }, { a: 4 }, { a: 4, b: 2 }],
    ["takes away by what is there", DYNAMIC, 3, { a: 0, b: 0 }, { a: 4, b: 2 }, { a: 2, b: 1 }],
    ["leaves what is enough", DYNAMIC, 6, { a: 9, b: 9 }, { a: 6 }, { a: 6, b: 0 }],
  ])("given, a division %s", (_, placement, replicas, capacity, current, expected) => {
    expect(landed(plan(replicas, placement, [a, b], { capacity, current, uid: "a" }))).toEqual(expected);
  });

  test("does not decide which of two members that run as many keeps packed replicas", () => {
    expect(plan(3, AGGREGATED, [a, b], { current: { a: 3, b: 3 } })).toMatchObject({
      basis: "unknown",
      members: ["a", "b"],
    });
    expect(landed(plan(3, AGGREGATED, [a, b], { current: { a: 3, b: 4 } }))).toEqual({ a: 0, b: 3 });
  });

  test("does not decide which of many equal members are packed", () => {
    const many = Array.from({ length: 13 }, (_, i) => ({ name: `m${i}` }));
    const capacity = Object.fromEntries(many.map(({ name }, i) => [name, i === 12 ? 4 : 3]));
    expect(plan(6, AGGREGATED, many, { capacity })).toMatchObject({ basis: "capacity", total: 6 });
    const packed = plan(9, AGGREGATED, many, { capacity, current: { m0: 1 } });
    expect(packed).toMatchObject({ basis: "unknown", assignments: [] });
    expect(packed.members).toHaveLength(13);
  });

  test("makes the plan a what-if if it is given, unless nothing depends on it", () => {
    const capacity = { a: 4, b: 4 };
    expect(plan(4, DYNAMIC, [a, b], { capacity }).basis).toBe("capacity");
    expect(plan(4, weighted({ a: 1, b: 1 }), [a, b], { capacity }).basis).toBe("placement");
    expect(plan(2, DYNAMIC, [a, b], { current: { a: 3, b: 3 } })).toMatchObject({ basis: "placement", total: 2 });
  });

  test("that is not enough leaves everything as it is, and the plan says so", () => {
    const planned = plan(9, DYNAMIC, [a, b], { capacity: { a: 1, b: 2 }, current: { a: 1 } });
    expect(planned.problem).toBe("the members that fit have room for 4 of 9 replicas");
    expect(landed(planned)).toEqual({ a: 1 });
  });
});

describe("what stays where it is", () => {
  test("has the replicas that it has, whatever a schedule would be, and others have none", () => {
    const staying = plan(4, weighted({ a: 1, b: 1 }), [a, b, c], { current: { a: 4 }, stays: true });
    expect(landed(staying)).toEqual({ a: 4, b: 0, c: 0 });
    expect(staying).toMatchObject({ basis: "placement", members: ["a"], total: 4, leftOut: [] });
    expect(landed(plan(9, DYNAMIC, [a, b], { current: { a: 1 }, stays: true }))).toEqual({ a: 1, b: 0 });
  });

  test("stays where its placement no longer allows it", () => {
    const staying = plan(2, { clusterAffinity: { clusterNames: ["b"] } }, [a, b], { current: { a: 2 }, stays: true });
    expect(landed(staying)).toEqual({ a: 2, b: 0 });
    expect(staying.leftOut).toEqual([]);
    expect(plan(2, { clusterAffinity: { clusterNames: ["d"] } }, [a], { current: { a: 2 }, stays: true })).toEqual(
      expect.not.objectContaining({ problem: expect.anything() }),
    );
  });
});

describe("fallback groups", () => {
  const group = (affinityName: string, ...clusterNames: string[]) => ({ affinityName, clusterNames });
  const groups = [group("first", "a"), group("second", "b", "c")];

  test("are tried in order, and the first that fits is used", () => {
    const planned = plan(2, { clusterAffinities: groups });
    expect(planned).toMatchObject({ group: "first", members: ["a"], total: 2 });
    expect(planned.leftOut[0]).toEqual({
      member: "b",
      by: "group",
      reason: 'it is not in the group "first": it is not among the members that are named',
    });
    const full = plan(2, { ...DYNAMIC, clusterAffinities: groups }, [a, b, c], { capacity: { a: 1, b: 1, c: 1 } });
    expect(full).toMatchObject({ group: "second", members: ["b", "c"] });
  });

  test("before the current one are not tried again", () => {
    expect(plan(2, { clusterAffinities: groups }, [a, b, c], { currentGroup: "second" })).toMatchObject({
      group: "second",
      members: ["b", "c"],
    });
  });

  test("are all possible while free capacity is unknown", () => {
    expect(plan(2, { ...AGGREGATED, clusterAffinities: groups })).toMatchObject({
      members: ["a", "b", "c"],
      leftOut: [],
    });
  });

  test("overflow replicas that they have no room for", () => {
    const overflowing = [{ ...groups[0]!, overflowAffinities: [group("more", "b"), group("most", "c")] }];
    const capacity = { a: 3, b: 2, c: 9 };
    const planned = plan(6, { ...AGGREGATED, clusterAffinities: overflowing }, [a, b, c], { capacity });
    expect(landed(planned)).toEqual({ a: 3, b: 2, c: 1 });
  });
});
