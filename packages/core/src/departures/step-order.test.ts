import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { isWithdrawn, nextStep, type Situation, type Step } from "./steps";

const HELD: Partial<Binding["spec"]> = {
  gracefulEvictionTasks: [{ fromCluster: "b", reason: "MovesAway", producer: "fedstack", suppressDeletion: true }],
};
const ON_A: Partial<Binding["spec"]> = { clusters: [{ name: "a", replicas: 2 }] };
const ON_B: Partial<Binding["spec"]> = { clusters: [{ name: "b", replicas: 2 }] };
const scheduled = (status = "True"): NonNullable<Binding["status"]> => ({
  schedulerObservedGeneration: 3,
  conditions: [{ type: "Scheduled", status }],
});
const runsOnA: Binding["status"] = {
  ...scheduled(),
  aggregatedStatus: [{ clusterName: "a", applied: true, health: "Healthy", status: { availableReplicas: 2 } }],
};

const web = (spec: Partial<Binding["spec"]>, status?: Binding["status"]): Binding =>
  bindingOf({ replicas: 2, placement: {}, ...spec }, status);
const placed = (kind: string, spec: Partial<Binding["spec"]>, status?: Binding["status"]): Binding => {
  const resource = { apiVersion: "v1", kind, name: "web", namespace: "default" };
  const binding = bindingOf({ placement: {}, ...spec, resource }, status);
  return { ...binding, metadata: { ...binding.metadata, name: kind } };
};

const step = (bindings: readonly Binding[], more: Partial<Situation> = {}): Step =>
  nextStep({ member: "b", staying: [], bindings, works: [], isRescheduled: () => false, forgotten: true, ...more });
/** The changed bindings, and which of their fields change. */
const changesOf = ({ changes }: Step): unknown[] =>
  changes.map(({ path, body }) => [
    path.split("/").at(-1),
    ...Object.keys((body as Pick<Binding, "spec">).spec).sort(),
  ]);

test("a name stays in the zone as long as a workload is still to be moved", () => {
  const moving = step([web(ON_B), placed("Service", ON_B)]);
  expect(changesOf(moving)).toEqual([["web-deployment", "clusters", "gracefulEvictionTasks"]]);
  expect(moving.held).toBe(false);
});

test("what the program itself is about to place elsewhere is held, and stays on the schedule", () => {
  const holding = step([web(ON_B)], { isRescheduled: () => true });
  expect(changesOf(holding)).toEqual([["web-deployment", "gracefulEvictionTasks"]]);
  expect(holding.held).toBe(false);
});

test("a Deployment that retains replicas is given up once the others run all that they have themselves", () => {
  const aggregatedStatus = [
    { clusterName: "a", applied: true, health: "Healthy", status: { replicas: 1, availableReplicas: 1 } },
  ];
  const annotations = {
    "resourcebinding.karmada.io/name": "web-deployment",
    "resourcebinding.karmada.io/namespace": "default",
  };
  const giving = (labels?: object): Step => {
    const manifest = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", labels } };
    const works = [{ metadata: { annotations }, spec: { workload: { manifests: [manifest] } } }];
    return step([web({ ...HELD, ...ON_A }, { ...scheduled(), aggregatedStatus })], { works });
  };
  expect(giving()).toMatchObject({ changes: [], lacks: ["Deployment web has 1 of 2 replicas available on a"] });
  expect(changesOf(giving({ "resourcetemplate.karmada.io/retain-replicas": "true" }))).toEqual([
    ["web-deployment", "gracefulEvictionTasks"],
  ]);
});

test("an object without replicas is given up once it is applied elsewhere, or can be nowhere else", () => {
  const settings = (status: Binding["status"], spec = ON_A): Step =>
    step([placed("ConfigMap", { ...HELD, ...spec }, status)]);
  expect(settings(scheduled())).toMatchObject({ changes: [], lacks: ["ConfigMap web is not applied on a"] });
  expect(changesOf(settings(runsOnA))).toEqual([["ConfigMap", "gracefulEvictionTasks"]]);
  expect(changesOf(settings(scheduled("False"), { clusters: [] }))).toEqual([["ConfigMap", "gracefulEvictionTasks"]]);
});

test("an object that can be nowhere else by its old placement is held until the program has changed that", () => {
  const settings = placed("ConfigMap", { ...HELD, ...ON_B }, scheduled("False"));
  expect(step([settings], { isRescheduled: () => true })).toMatchObject({
    changes: [],
    lacks: ["ConfigMap web is still placed there"],
  });
});

test("a Service without workloads answers as long as its addresses are remembered", () => {
  const service = placed("Service", { ...HELD, ...ON_A }, runsOnA);
  expect(step([service], { forgotten: false })).toMatchObject({
    changes: [],
    lacks: ["its addresses are still remembered"],
  });
  expect(changesOf(step([service]))).toEqual([["Service", "gracefulEvictionTasks"]]);
});

test("what a workload needs is given up after the workload", () => {
  const requiredBy = [{ namespace: "default", name: "web-deployment", clusters: [{ name: "a" }] }];
  const needed = placed("ConfigMap", { ...HELD, placement: undefined, requiredBy }, runsOnA);
  const workload = web({ ...HELD, ...ON_A }, runsOnA);
  expect(changesOf(step([needed, workload]))).toEqual([["web-deployment", "gracefulEvictionTasks"]]);
  expect(changesOf(step([needed, web(ON_A, runsOnA)]))).toEqual([["ConfigMap", "gracefulEvictionTasks"]]);
});

test("a member is withdrawn from a name once it is off the schedule, if it had an address", () => {
  const addressed = (ingress: object[]): Binding["status"] => ({
    aggregatedStatus: [{ clusterName: "b", status: { loadBalancer: { ingress } } }],
  });
  const withdrawn = (spec: Partial<Binding["spec"]>, ingress: object[]): boolean =>
    isWithdrawn({ member: "b", bindings: [placed("Service", { ...HELD, ...spec }, addressed(ingress))] });
  expect(withdrawn(ON_A, [{ ip: "198.51.100.1" }])).toBe(true);
  expect(withdrawn(ON_B, [{ ip: "198.51.100.1" }])).toBe(false);
  expect(withdrawn(ON_A, [])).toBe(false);
});
