import fc from "fast-check";
import type { PlacementSpec } from "../api/karmada";
import { planManifests, planReplicas, planTable } from ".";

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

const weighted = (...weights: [string, number][]): PlacementSpec => ({
  clusterAffinity: { clusterNames: weights.map(([name]) => name) },
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: {
      staticWeightList: weights.map(([name, weight]) => ({ targetCluster: { clusterNames: [name] }, weight })),
    },
  },
});
const divided = (replicas: number, placement: PlacementSpec, members = [a, b, c]): (number | number[])[] =>
  planReplicas({ replicas, placement, members }).assignments.map(({ replicas: first, alternative }) =>
    alternative === undefined ? first : [first, alternative],
  );

test.each([
  [4, [1, 1], [2, 2]],
  [5, [2, 3], [2, 3]],
  [9, [1, 3], [2, 7]],
  [5, [2, 1], [3, 2]],
  [4, [2, 1], [3, 1]],
  [
    3,
    [1, 1],
    [
      [2, 1],
      [1, 2],
    ],
  ],
  [0, [1, 1], [0, 0]],
  [1, [1, 2, 3], [0, 0, 1]],
])("37: %j replicas at %j land %j", (replicas, weights, expected) => {
  const named = weights.map((weight, index): [string, number] => [["a", "b", "c"][index]!, weight]);
  expect(divided(replicas, weighted(...named))).toEqual(expected);
});

test("37: weights that hold no member count as equal ones", () => {
  const placement = { ...weighted(["z", 5]), clusterAffinity: { clusterNames: ["a", "b"] } };
  expect(divided(4, placement)).toEqual([2, 2]);
});

test("37: of several weights for one member the greatest counts", () => {
  const placement = weighted(["a", 1], ["b", 1], ["a", 3]);
  expect(divided(4, placement)).toEqual([3, 1]);
});

test("36: every replica lands once, whatever the members' order", () => {
  fc.assert(
    fc.property(
      fc.nat(200),
      fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.integer({ min: 1, max: 50 })), {
        selector: ([name]) => name,
        minLength: 1,
        maxLength: 8,
      }),
      (replicas, weights) => {
        const members = weights.map(([name]) => ({ name }));
        const plan = planReplicas({ replicas, placement: weighted(...weights), members });
        const sum = plan.assignments.reduce((total, assignment) => total + assignment.replicas, 0);
        expect(sum).toBe(replicas);
        expect(planReplicas({ replicas, placement: weighted(...weights), members: [...members].reverse() })).toEqual(
          plan,
        );
      },
    ),
  );
});

test("65: one replica more takes none from any member", () => {
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
      (replicas, weights) => {
        const placement = weighted(["a", weights[0]!], ["b", weights[1]!], ["c", weights[2]!]);
        const [before, after] = [replicas, replicas + 1].map(
          (count) => planReplicas({ replicas: count, placement, members: [a, b, c] }).assignments,
        );
        after!.forEach(({ replicas: now }, index) => expect(now).toBeGreaterThanOrEqual(before![index]!.replicas));
      },
    ),
  );
});

test("without a division every candidate gets all replicas", () => {
  const plan = planReplicas({ replicas: 4, placement: { clusterAffinity: { exclude: ["b"] } }, members: [a, b, c] });
  expect(plan).toEqual({
    basis: "duplicated",
    assignments: [
      { member: "a", replicas: 4 },
      { member: "c", replicas: 4 },
    ],
    candidates: ["a", "c"],
    leftOut: [{ member: "b", why: "excluded by name" }],
    total: 8,
  });
});

test("members are left out for what they are, and each says why", () => {
  const members = [
    {
      name: "tainted",
      region: "tw",
      labels: { tier: "gold" },
      taints: [{ key: "old", effect: "NoSchedule" as const }],
    },
    { name: "far", region: "jp", labels: { tier: "gold" } },
    { name: "plain", region: "tw" },
    { name: "right", region: "tw", labels: { tier: "gold" } },
  ];
  const placement: PlacementSpec = {
    clusterAffinity: {
      labelSelector: { matchLabels: { tier: "gold" } },
      fieldSelector: { matchExpressions: [{ key: "region", operator: "In", values: ["tw"] }] },
    },
  };
  const { candidates, leftOut } = planReplicas({ replicas: 1, placement, members });
  expect(candidates).toEqual(["right"]);
  expect(leftOut).toEqual([
    { member: "far", why: "region does not match" },
    { member: "plain", why: "labels do not match" },
    { member: "tainted", why: "taint old is not tolerated" },
  ]);
});

describe("manifests", () => {
  const deployment = (name: string, replicas: number): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "default" },
    spec: { replicas },
  });
  const policy = (name: string, selector: object, placement: PlacementSpec, priority = 0): object => ({
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name, namespace: "default" },
    spec: { priority, placement, resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", ...selector }] },
  });

  test("are planned by the policy of the greatest priority, then of the narrowest selector", () => {
    const objects = [
      deployment("web", 4),
      deployment("job", 2),
      policy("all", {}, { clusterAffinity: { clusterNames: ["c"] } }),
      policy("by-name", { name: "web" }, weighted(["a", 1], ["b", 1])),
    ];
    const byPolicy = (given: object[]): object =>
      Object.fromEntries(planManifests(given, [a, b, c]).workloads.map(({ name, policy: by }) => [name, by]));
    expect(byPolicy(objects)).toEqual({ web: "by-name", job: "all" });
    expect(byPolicy([...objects, policy("first", {}, {}, 1)])).toEqual({ web: "first", job: "first" });
  });

  test("are told in a table, with ties and with what no policy places", () => {
    const objects = [
      deployment("nginx", 4),
      deployment("odd", 3),
      deployment("stray", 1),
      policy("two", { name: "nginx" }, weighted(["a", 1], ["b", 1])),
      policy("tie", { name: "odd" }, weighted(["a", 1], ["b", 1])),
    ];
    expect(planTable(planManifests(objects, [a, b]))).toBe(
      [
        "nginx  4 → a 2, b 2",
        "odd    3 → a 2 or 1, b 1 or 2 (3 in all; a tie)",
        "stray    → nowhere: no policy places it",
      ].join("\n"),
    );
  });
});
