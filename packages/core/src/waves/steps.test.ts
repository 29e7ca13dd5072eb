import type { Plan } from "@fedstack/constructs/plan";
import { bindingOf } from "../departures/bindings.test-support";
import type { Look } from "./look";
import { lacksAfterChange, stepToHoldBack, togetherFaults } from "./steps";

const POLICY = { metadata: { name: "web", namespace: "default" } };
const holding = (...clusterNames: string[]) => ({ suspension: { dispatchingOnClusters: { clusterNames } } });
const copy = (suspendDispatching: boolean) => {
  const annotations = {
    "resourcebinding.karmada.io/name": "web-deployment",
    "resourcebinding.karmada.io/namespace": "default",
  };
  return { metadata: { annotations }, spec: { suspendDispatching } };
};
const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "default" } };
const NOTHING = { workloads: [], objects: [], missing: [], findings: [] } as unknown as Plan;

test("members are held back once policy, binding and copy say so", () => {
  const step = (policy: object, binding: object, suspended: boolean) =>
    stepToHoldBack(
      { policies: [{ ...POLICY, spec: policy }], bindings: [bindingOf(binding)], held: [] },
      ["b"],
      () => [copy(suspended), { metadata: {} }],
      "fedstack-f",
    );
  expect(step({}, {}, false).changes).toHaveLength(1);
  const lacks = ["Deployment web is not held back from b"];
  expect(step(holding("b"), {}, true)).toEqual({ changes: [], lacks });
  expect(step(holding("b"), holding("b"), false)).toEqual({ changes: [], lacks });
  expect(step(holding("b"), holding("b"), true)).toEqual({ changes: [], lacks: [] });
});

test("a workload that the plan places and that has no binding is not scheduled yet", () => {
  const policy = { apiVersion: "policy.karmada.io/v1alpha1", kind: "PropagationPolicy", ...POLICY };
  const ref = {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    name: "web",
    namespace: "default",
  };
  const workload = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    name: "web",
    namespace: "default",
    policy: ref,
    members: ["a"],
  };
  const plan = { ...NOTHING, workloads: [workload] } as unknown as Plan;
  const placed = { policies: [], bindings: [], held: [] };
  expect(lacksAfterChange(placed, { plan, objects: [policy] }, new Map(), [])).toEqual([
    "Deployment web is not scheduled yet",
  ]);
  expect(lacksAfterChange(placed, { plan, objects: [] }, new Map(), [])).toEqual([]);
});

const look = (more: Partial<Look>): Look => ({
  policies: [],
  bindings: [bindingOf({ clusters: [{ name: "a" }] })],
  held: [],
  changes: [],
  ...more,
});
const faults = (more: Partial<Look>): readonly string[] =>
  togetherFaults('deploy("web")', look(more), { plan: NOTHING, objects: [web] }, ["a"]).map(({ problem }) => problem);
const change = (more: object) => ({ object: web, isNew: false, content: true, replicas: false, ...more });

test("replicas and departures do not go together with what waits", () => {
  expect(faults({ changes: [change({})] })).toEqual([]);
  expect(faults({ changes: [change({ content: false, replicas: true })] })).toEqual([]);
  expect(faults({ changes: [change({ content: false, replicas: true })], held: ["a"] })).toEqual([
    "the number of its replicas changes while members are held back from another change",
  ]);
  const task = { fromCluster: "a", reason: "MovesAway", producer: "fedstack" };
  const leaving = [bindingOf({ clusters: [{ name: "b" }] }), bindingOf({ gracefulEvictionTasks: [task] })];
  expect(faults({ changes: [change({})], bindings: leaving })).toEqual([
    "it leaves b while members are held back from another change",
    "it leaves a while members are held back from another change",
  ]);
});

test("what would be deleted and made anew on all members is refused", () => {
  expect(faults({ changes: [change({ isReplaced: true })], bindings: [] })).toEqual([
    "cannot be changed in place, and would be deleted on all members at once",
  ]);
});

test("a Deployment that retains replicas runs once a member runs all that it has itself", () => {
  const counts = { replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
  const binding = bindingOf(
    { replicas: 2, clusters: [{ name: "a", replicas: 2 }] },
    {
      schedulerObservedGeneration: 3,
      conditions: [{ type: "Scheduled", status: "True" }],
      aggregatedStatus: [{ clusterName: "a", applied: true, health: "Healthy", status: counts }],
    },
  );
  const lacks = (labels?: object): readonly string[] => {
    const objects = [{ ...web, metadata: { ...web.metadata, labels } }];
    return lacksAfterChange({ policies: [], bindings: [binding], held: [] }, { plan: NOTHING, objects }, new Map(), []);
  };
  expect(lacks()).toEqual(["Deployment web has 1 of 2 replicas updated on a"]);
  expect(lacks({ "resourcetemplate.karmada.io/retain-replicas": "true" })).toEqual([]);
});
