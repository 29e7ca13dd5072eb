import { tell } from "@fedstack/constructs/faults";
import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { PROGRAM } from "./departed.test-support";
import type { DisruptionBudget } from "./disruption-budget";
import { disruptionFaults } from "./disruptions";
import { Placements } from "./placements";

const MEMBERS = [{ name: "a" }, { name: "b" }];
const weighted = (...weights: readonly (readonly [string, number])[]): object => ({
  clusterAffinity: { clusterNames: weights.map(([name]) => name) },
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: {
      staticWeightList: weights.map(([name, weight]) => ({ targetCluster: { clusterNames: [name] }, weight })),
    },
  },
});
const EVENLY = weighted(["a", 1], ["b", 1]);

/** A Deployment `web` that runs on members, placed by a policy of its name. */
function running(placement: object, on: Readonly<Record<string, number>>, namespace = "default"): Binding {
  const clusters = Object.entries(on).map(([name, replicas]) => ({ name, replicas }));
  const replicas = clusters.reduce((sum, one) => sum + one.replicas, 0);
  const resource = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace };
  const binding = bindingOf({ resource, replicas, clusters, placement: placement as Binding["spec"]["placement"] });
  const annotations = {
    "propagationpolicy.karmada.io/name": "web",
    "propagationpolicy.karmada.io/namespace": namespace,
  };
  return { ...binding, metadata: { ...binding.metadata, annotations } };
}

/** What is refused when a program deploys `web` with a placement and a number of replicas. */
function refused(
  binding: Binding,
  [placement, replicas]: readonly [object, number | undefined],
  disruptionBudget?: DisruptionBudget,
): string[] {
  const metadata = { name: "web", namespace: binding.spec.resource.namespace! };
  const objects = [
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas, template: {} } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }], placement },
    },
  ];
  const placements = new Placements({ plans: [planManifests(objects, MEMBERS)], objects });
  return disruptionFaults([binding], [], placements, {
    program: () => ({ ...PROGRAM, members: MEMBERS }),
    disruptionBudget,
  }).map(tell);
}

const QUARTER = { maxUnavailable: "25%" };

test("more replicas than the budget are refused, with where they stop, how many may, and how to go on", () => {
  expect(refused(running(EVENLY, { a: 5, b: 5 }), [weighted(["a", 9], ["b", 1]), 10], QUARTER)).toEqual([
    "Deployment web: would lose 4 of 10 replicas at once (b 5 → 1), and disruptionBudget.maxUnavailable allows 3; " +
      'change it in smaller steps, or add "web" to disruptionBudget.except for this up',
  ]);
});

test("as many replicas as the budget are not refused, and any number without one", () => {
  const change = [weighted(["a", 9], ["b", 1]), 10] as const;
  expect(refused(running(EVENLY, { a: 5, b: 5 }), change, { maxUnavailable: 4 })).toEqual([]);
  expect(refused(running(EVENLY, { a: 5, b: 5 }), change, { maxUnavailable: 3 })).toHaveLength(1);
  expect(refused(running(EVENLY, { a: 5, b: 5 }), change)).toEqual([]);
});

test("a lower number of replicas is a loss, to none at all too, and none may be lost with a budget of 0", () => {
  expect(refused(running(EVENLY, { a: 2, b: 2 }), [EVENLY, 2], QUARTER)).toEqual([
    expect.stringContaining("would lose 2 of 4 replicas at once (a 2 → 1, b 2 → 1)"),
  ]);
  expect(refused(running(EVENLY, { a: 2, b: 2 }), [EVENLY, 0], QUARTER)).toEqual([
    expect.stringContaining("would lose 4 of 4 replicas at once (a 2 → 0, b 2 → 0)"),
  ]);
  expect(refused(running(EVENLY, { a: 2, b: 2 }), [EVENLY, 3], { maxUnavailable: 0 })).toEqual([
    expect.stringContaining("would lose 1 of 4 replicas at once (4 → 3)"),
  ]);
  expect(refused(running(EVENLY, { a: 3, b: 3 }), [EVENLY, 4], { maxUnavailable: 0 })).toHaveLength(1);
  expect(refused(running(EVENLY, { a: 2, b: 2 }), [EVENLY, 8], { maxUnavailable: 0 })).toEqual([]);
});

test("what a move ends because fewer are wanted is a loss", () => {
  expect(refused(running(EVENLY, { a: 5, b: 5 }), [weighted(["a", 1]), 4], QUARTER)).toEqual([
    expect.stringContaining("would lose 6 of 10 replicas at once (10 → 4)"),
  ]);
  expect(refused(running(EVENLY, { a: 5, b: 5 }), [weighted(["a", 1]), 7], QUARTER)).toEqual([]);
});

test("what moves, does not change, or is left to an autoscaler does not count as a loss", () => {
  const none = { maxUnavailable: 0 };
  expect(refused(running(EVENLY, { a: 2, b: 2 }), [weighted(["a", 1]), 4], none)).toEqual([]);
  expect(refused(running(EVENLY, { a: 4 }), [EVENLY, 4], none)).toEqual([]);
  expect(refused(running(EVENLY, { a: 8, b: 8 }), [EVENLY, undefined], none)).toEqual([]);
});

test("a member that gets none of fewer replicas stops what it has, as nothing holds it", () => {
  expect(
    refused(running(weighted(["a", 9], ["b", 1]), { a: 9, b: 1 }), [weighted(["a", 9], ["b", 1]), 1], {
      maxUnavailable: 8,
    }),
  ).toEqual([expect.stringContaining("would lose 9 of 10 replicas at once (a 9 → 1, b 1 → 0)")]);
});

test("a workload that is excepted by name may lose all it has, and no other of that name", () => {
  const nowhere = [weighted(["c", 1]), 4] as const;
  const inShop = running(EVENLY, { a: 2, b: 2 }, "shop");
  expect(refused(running(EVENLY, { a: 2, b: 2 }), nowhere)).toEqual([
    "Deployment web: runs on a, b, and its new placement allows no member; allow a member, set replicas: 0 to stop it, " +
      "or leave it out of the program to delete it",
  ]);
  for (const name of ["web", "default/web"]) {
    expect(refused(running(EVENLY, { a: 2, b: 2 }), nowhere, { except: [name] })).toEqual([]);
    expect(refused(inShop, nowhere, { except: [name] })).toHaveLength(1);
  }
  expect(refused(inShop, [EVENLY, 1], { ...QUARTER, except: ["shop/web"] })).toEqual([]);
  expect(refused(inShop, [EVENLY, 1], QUARTER)).toEqual([expect.stringContaining('add "shop/web"')]);
});
