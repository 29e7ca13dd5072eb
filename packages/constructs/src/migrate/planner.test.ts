import { readPreferences } from "./preferences";
import { planReplicasV1 } from "./planner";
import type { ReplicaPreferencesV1 } from "./planner";

type Clusters = ReplicaPreferencesV1["clusters"];
type Numbers = { readonly [cluster: string]: number };

const EVENLY: Clusters = { "*": { weight: 1 } };
const LIMITED: Clusters = {
  A: { weight: 10_000, maxReplicas: 10 },
  B: { weight: 1 },
  C: { weight: 1, maxReplicas: 21 },
  D: { weight: 1, maxReplicas: 10 },
};

/** Preferences as read from their annotation. */
function annotated(given: ReplicaPreferencesV1): ReplicaPreferencesV1 {
  const findings = { faults: [], warnings: [] };
  const preferences = readPreferences("annotation", JSON.stringify(given), findings);
  expect(findings).toEqual({ faults: [], warnings: [] });
  return preferences;
}

test.each<[string, Clusters, number, string, Numbers]>([
  ["equal weights", EVENLY, 50, "ABC", { A: 16, B: 17, C: 17 }],
  ["equal weights", EVENLY, 50, "AB", { A: 25, B: 25 }],
  ["equal weights", EVENLY, 1, "AB", { A: 0, B: 1 }],
  ["equal weights", EVENLY, 1, "ABCD", { A: 0, B: 0, C: 0, D: 1 }],
  ["equal weights", EVENLY, 1, "A", { A: 1 }],
  ["equal weights", EVENLY, 1, "", {}],
  ["minima", { "*": { minReplicas: 2 } }, 50, "ABC", { A: 2, B: 2, C: 2 }],
  ["minima above the replicas", { "*": { minReplicas: 20 } }, 50, "ABC", { A: 10, B: 20, C: 20 }],
  [
    "the heaviest's minimum first",
    { "*": { minReplicas: 20 }, A: { minReplicas: 100, weight: 1 } },
    50,
    "ABC",
    { A: 50, B: 0, C: 0 },
  ],
  ["minimum and maximum", { "*": { minReplicas: 10, weight: 1, maxReplicas: 12 } }, 50, "ABC", { A: 12, B: 12, C: 12 }],
  ["maxima below the share", { "*": { weight: 1, maxReplicas: 2 } }, 50, "ABC", { A: 2, B: 2, C: 2 }],
  ["no weight", { "*": { weight: 0, maxReplicas: 2 } }, 50, "ABC", { A: 0, B: 0, C: 0 }],
  ["weights", { A: { weight: 1 }, B: { weight: 2 } }, 60, "ABC", { A: 20, B: 40, C: 0 }],
  ["great weights", { A: { weight: 10_000 }, B: { weight: 1 } }, 50, "ABC", { A: 50, B: 0, C: 0 }],
  ["a heavy cluster that is not there", { A: { weight: 10_000 }, B: { weight: 1 } }, 50, "BC", { B: 50, C: 0 }],
  [
    "one maximum",
    { A: { weight: 10_000, maxReplicas: 10 }, B: { weight: 1 }, C: { weight: 1 } },
    50,
    "ABC",
    { A: 10, B: 20, C: 20 },
  ],
  [
    "two maxima",
    { A: { weight: 10_000, maxReplicas: 10 }, B: { weight: 1 }, C: { weight: 1, maxReplicas: 10 } },
    50,
    "ABC",
    { A: 10, B: 30, C: 10 },
  ],
  ["three maxima", LIMITED, 71, "ABCD", { A: 10, B: 30, C: 21, D: 10 }],
  [
    "three maxima and a fifth cluster",
    { ...LIMITED, E: { weight: 1 } },
    91,
    "ABCDE",
    { A: 10, B: 25, C: 21, D: 10, E: 25 },
  ],
])("%s: %j land %j on %s as %j", (_, clusters, replicas, names, expected) => {
  expect(planReplicasV1({ preferences: annotated({ clusters }), replicas, clusters: [...names] })).toEqual({
    replicas: expected,
    overflow: {},
  });
});

test.each<[number, string, Numbers, Numbers]>([
  [50, "ABC", { C: 30 }, { A: 10, B: 10, C: 30 }],
  [50, "AB", { A: 30 }, { A: 30, B: 20 }],
  [15, "AB", { A: 0, B: 8 }, { A: 7, B: 8 }],
  [15, "AB", { A: 1, B: 8 }, { A: 7, B: 8 }],
  [15, "AB", { A: 4, B: 8 }, { A: 7, B: 8 }],
  [15, "AB", { A: 5, B: 8 }, { A: 7, B: 8 }],
  [15, "AB", { A: 6, B: 8 }, { A: 7, B: 8 }],
  [15, "AB", { A: 7, B: 8 }, { A: 7, B: 8 }],
  [500_000, "AB", { A: 300_000 }, { A: 300_000, B: 200_000 }],
  [50, "AB", { A: 10 }, { A: 25, B: 25 }],
  [50, "AB", { A: 10, B: 70 }, { A: 0, B: 50 }],
  [1, "AB", { A: 30 }, { A: 1, B: 0 }],
  [50, "AB", { A: 10, B: 20 }, { A: 25, B: 25 }],
])("%j replicas on %s, evenly, where %j run and stay, land %j", (replicas, names, current, expected) => {
  const plan = planReplicasV1({
    preferences: annotated({ clusters: EVENLY }),
    replicas,
    clusters: [...names],
    current,
  });
  expect(plan).toEqual({ replicas: expected, overflow: {} });
});

test.each<[boolean, Clusters, number, string, Numbers, Numbers, Numbers]>([
  [true, EVENLY, 50, "ABC", { C: 10 }, { A: 20, B: 20, C: 10 }, { C: 7 }],
  [true, { A: { weight: 10_000 }, B: { weight: 1 } }, 50, "BC", { B: 10 }, { B: 10, C: 0 }, { B: 40 }],
  [true, { A: { weight: 1 }, B: { weight: 2 } }, 60, "ABC", { B: 10 }, { A: 50, B: 10, C: 0 }, { B: 30 }],
  [true, LIMITED, 71, "ABCD", { C: 10 }, { A: 10, B: 41, C: 10, D: 10 }, { C: 11 }],
  [
    false,
    { A: { weight: 1 }, B: { weight: 1 } },
    60,
    "ABC",
    { A: 10, B: 10 },
    { A: 10, B: 10, C: 0 },
    { A: 20, B: 20 },
  ],
  [false, { A: { weight: 1 }, B: { weight: 5 } }, 60, "ABC", { B: 10 }, { A: 50, B: 10, C: 0 }, {}],
  [false, { "*": { minReplicas: 20 } }, 50, "ABC", { B: 10 }, { A: 20, B: 10, C: 20 }, {}],
  [true, { "*": { minReplicas: 20, weight: 1 } }, 60, "AB", { B: 10 }, { A: 50, B: 10 }, { B: 15 }],
])(
  "rebalance %j, %j: %j replicas on %s with room %j",
  (rebalance, clusters, replicas, names, capacity, expected, overflow) => {
    const plan = planReplicasV1({
      preferences: annotated({ clusters, rebalance }),
      replicas,
      clusters: [...names],
      capacity,
    });
    expect(plan).toEqual({ replicas: expected, overflow });
  },
);
