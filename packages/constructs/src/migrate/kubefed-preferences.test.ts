import { deployment, faultsOf, landed, preference, read, warningsOf } from "./kubefed.test-support";

const PLACED = deployment({ placement: { clusterSelector: {} } });

test("without clusters, a preference divides equally", () => {
  expect(landed(read(PLACED, preference({ totalReplicas: 9, clusters: {} })))).toEqual({ web: { a: 3, b: 3, c: 3 } });
});

test("limits that Karmada cannot keep are a fault of the preference", () => {
  const clusters = { a: { weight: 1, maxReplicas: 1 }, b: { weight: 1, maxReplicas: 1 } };
  expect(faultsOf(PLACED, preference({ totalReplicas: 9, clusters }))).toEqual([
    expect.stringMatching(
      /^document 2: ReplicaSchedulingPreference shop\/web: spec: its limits place 2 of "9" replicas/,
    ),
  ]);
});

test("counts that Karmada divides differently are reported by member", () => {
  const clusters = { a: { weight: 3 }, b: { weight: 2 }, c: { weight: 2 } };
  expect(warningsOf(read(PLACED, preference({ totalReplicas: 4, clusters })))).toEqual([
    expect.stringContaining("the old federation placed 4 replicas as a 2, b 0, c 2; Karmada places a 2, b 1, c 1"),
  ]);
});

test("a preference for another object changes nothing here, and one for none is a warning", () => {
  const chart = read(PLACED, preference({ totalReplicas: 9 }, { namespace: "other" }));
  expect(landed(chart)).toEqual({ web: { a: 3, b: 3, c: 3 } });
  expect(warningsOf(chart)).toEqual([
    "document 2: ReplicaSchedulingPreference other/web: its FederatedDeployment is not in the text, so it is left out",
  ]);
});

test.each([
  [{ targetKind: "Deployment", totalReplicas: 1 }, 'spec.targetKind: "Deployment" is not supported'],
  [{ totalReplicas: -1 }, 'spec.totalReplicas: "-1" is a number; use a whole number from 0'],
  [{}, "spec.totalReplicas: is missing; use a whole number from 0"],
])("a preference with %j is a fault", (spec, told) => {
  expect(faultsOf(PLACED, preference(spec))).toEqual([expect.stringContaining(told)]);
});
