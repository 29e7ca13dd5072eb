import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { freshShares, sharesWith, sharesWithout, type Shares } from "./shares";

const MEMBERS = ["a", "b", "c"].map((name) => ({ name }));

function weighted(weights: Record<string, number>): Binding["spec"]["placement"] {
  const staticWeightList = Object.entries(weights).map(([name, weight]) => ({
    targetCluster: { clusterNames: [name] },
    weight,
  }));
  const replicaScheduling = { replicaSchedulingType: "Divided", weightPreference: { staticWeightList } };
  return { replicaScheduling };
}
const MOSTLY_C = weighted({ a: 1, b: 1, c: 10 });

/** A Deployment with replicas where they are, of which some serve. */
function running(
  shares: Record<string, number>,
  more: Partial<Binding["spec"]> = {},
  available: Record<string, number> = shares,
): Binding {
  const clusters = Object.entries(shares).map(([name, replicas]) => ({ name, replicas }));
  const aggregatedStatus = Object.entries(available).map(([clusterName, availableReplicas]) => ({
    clusterName,
    applied: true,
    status: { availableReplicas },
  }));
  return bindingOf({ replicas: 12, placement: MOSTLY_C, clusters, ...more }, { aggregatedStatus });
}

/** The same, after a member has begun to leave with its replicas. */
function left(member: string, replicas: number, binding: Binding): Binding {
  const task = { fromCluster: member, replicas, reason: "MovesAway", producer: "fedstack", suppressDeletion: true };
  return { ...binding, spec: { ...binding.spec, gracefulEvictionTasks: [task] } };
}

const told = (shares: Shares | undefined): unknown => shares && Object.fromEntries(shares);
const without = (binding: Binding, members = MEMBERS): unknown => told(sharesWithout(binding, "b", members));

test("fixed weights say what each member would be given now, and the object's UID decides a tie", () => {
  expect(told(freshShares(running({ a: 12 }), MEMBERS))).toEqual({ a: 1, b: 1, c: 10 });
  const evenly = { placement: weighted({ a: 1, b: 1 }), replicas: 3 };
  const { resource } = running({}).spec;
  const tie = (uid: string): unknown =>
    told(freshShares(running({}, { ...evenly, resource: { ...resource, uid } }), MEMBERS));
  expect([tie("1"), tie("2")]).toEqual([
    { a: 2, b: 1 },
    { a: 1, b: 2 },
  ]);
});

test("where free capacity decides, or every member has all replicas, nothing is divided by weights", () => {
  const dynamic = { weightPreference: { dynamicWeight: "AvailableReplicas" } };
  for (const replicaScheduling of [
    { replicaSchedulingType: "Duplicated" },
    { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" },
    { replicaSchedulingType: "Divided", ...dynamic },
  ]) {
    const binding = running({ a: 6, b: 6 }, { placement: { replicaScheduling } });
    expect([freshShares(binding, MEMBERS), without(binding)]).toEqual([undefined, undefined]);
  }
});

test("a member that leaves takes nothing from those that stay, although their weights are lower", () => {
  expect(without(running({ a: 6, b: 6 }))).toEqual({ a: 6, c: 6 });
});

test("what a member leaves goes in part to each of those that the scheduler would give more", () => {
  const placement = weighted({ a: 1, b: 1, c: 10, d: 10 });
  const members = [...MEMBERS, { name: "d" }];
  expect(without(running({ a: 6, b: 6 }, { placement }), members)).toEqual({ a: 6, c: 3, d: 3 });
});

test("the scheduler divides what a member leaves if it takes nothing from anyone, or has not divided all yet", () => {
  expect(without(running({ a: 1, b: 1, c: 10 }))).toBeUndefined();
  expect(without(running({ a: 6, b: 5 }))).toBeUndefined();
  expect(without(running({ a: 6, c: 6 }))).toBeUndefined();
});

test("a member that comes back takes over first what does not serve, then what others have beyond their weights", () => {
  const back = (binding: Binding): unknown => told(sharesWith(left("b", 6, binding), "b", MEMBERS));
  const reported = { a: 6, b: 6, c: 0 };
  expect(back(running({ a: 6, c: 6 }, {}, reported))).toEqual({ a: 6, b: 6, c: 0 });
  expect(back(running({ a: 6, c: 6 }, {}, { ...reported, c: 6 }))).toEqual({ a: 3, b: 3, c: 6 });
});

test("a member that comes back to too few replicas leaves the division to the scheduler, as one that is given some", () => {
  expect(sharesWith(left("b", 2, running({ a: 6 })), "b", MEMBERS)).toBeUndefined();
  expect(sharesWith(left("b", 6, running({ a: 6, b: 6 })), "b", MEMBERS)).toBeUndefined();
});

test("what has no replicas is not divided, whatever its placement says: a Service is put back beside the others", () => {
  const service = bindingOf({ placement: MOSTLY_C, clusters: [{ name: "a" }] });
  expect(sharesWith(left("b", 0, service), "b", MEMBERS)).toBeUndefined();
  expect([sharesWithout(service, "a", MEMBERS), freshShares(service, MEMBERS)]).toEqual([undefined, undefined]);
  expect(sharesWith(left("b", 0, running({ a: 0 }, { replicas: 0 })), "b", MEMBERS)).toBeUndefined();
});

test("kinds whose replicas nobody counts are taken to serve", () => {
  const resource = { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "web", namespace: "default" };
  const binding = left("b", 1, running({ a: 1, c: 11 }, { resource }, {}));
  expect(told(sharesWith(binding, "b", MEMBERS))).toEqual({ a: 1, b: 1, c: 10 });
});
