import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { lackElsewhere, lackOf } from "./elsewhere";

const DIVIDED = { replicaScheduling: { replicaSchedulingType: "Divided" } };
const SCHEDULED = { schedulerObservedGeneration: 3, conditions: [{ type: "Scheduled", status: "True" }] };

const onA = (status: object, more: object = {}): NonNullable<Binding["status"]> => ({
  ...SCHEDULED,
  aggregatedStatus: [{ clusterName: "a", applied: true, health: "Healthy", status, ...more }],
});
const moved = (status: NonNullable<Binding["status"]>, spec: Partial<Binding["spec"]> = {}): string | undefined =>
  lackElsewhere(
    bindingOf({ replicas: 4, placement: DIVIDED, clusters: [{ name: "a", replicas: 4 }], ...spec }, status),
    "b",
  );

test("a workload runs elsewhere once the others report as many available replicas as they are given", () => {
  expect(moved(onA({ availableReplicas: 4, generation: 2, observedGeneration: 2 }))).toBeUndefined();
});

test("a healthy member with half of its replicas is not enough", () => {
  expect(moved(onA({ availableReplicas: 2 }))).toBe("Deployment web has 2 of 4 replicas available on a");
  expect(moved(onA({}))).toBe("Deployment web has 0 of 4 replicas available on a");
});

test("where members keep their own numbers of replicas, all that a member has are enough, and none is not", () => {
  const retained = (status: object): string | undefined =>
    lackElsewhere(
      bindingOf({ replicas: 4, placement: DIVIDED, clusters: [{ name: "a", replicas: 4 }] }, onA(status)),
      "b",
      true,
    );
  expect(retained({ replicas: 2, availableReplicas: 2 })).toBeUndefined();
  expect(retained({ replicas: 6, availableReplicas: 4 })).toBe("Deployment web has 4 of 6 replicas available on a");
  expect(retained({})).toBe("Deployment web has 0 of 1 replicas available on a");
});

test("a report about an older generation is not enough", () => {
  expect(moved(onA({ availableReplicas: 4, generation: 3, observedGeneration: 2 }))).toBe(
    "Deployment web has not been observed on a",
  );
});

test("a schedule of an older generation, or one with fewer replicas than wanted, is not enough", () => {
  const available = onA({ availableReplicas: 4 });
  expect(moved({ ...available, schedulerObservedGeneration: 2 })).toBe("Deployment web is not scheduled yet");
  expect(moved(available, { replicas: 6 })).toBe("Deployment web has 4 of 6 replicas scheduled");
});

test("a duplicated workload needs all replicas on each other member", () => {
  const status = {
    ...SCHEDULED,
    aggregatedStatus: [
      { clusterName: "a", applied: true, status: { availableReplicas: 4 } },
      { clusterName: "c", applied: false, appliedMessage: "no room" },
    ],
  };
  expect(moved(status, { placement: {}, clusters: [{ name: "a" }, { name: "c" }] })).toBe(
    "Deployment web is not applied (no room) on c",
  );
});

test("a workload of a kind that reports no available replicas must be healthy", () => {
  const resource = { apiVersion: "example.com/v1", kind: "Game", name: "chess", namespace: "default" };
  expect(moved(onA({}, { health: "Unknown" }), { resource })).toBe("Game chess is not healthy on a");
  expect(moved(onA({}), { resource })).toBeUndefined();
});

test("a name may be as unhealthy elsewhere as on the member, but what runs may not", () => {
  const resource = { apiVersion: "v1", kind: "Service", name: "web", namespace: "default" };
  const reports = (...healths: readonly string[]): NonNullable<Binding["status"]> => ({
    ...SCHEDULED,
    aggregatedStatus: healths.map((health, index) => ({ clusterName: "ab"[index]!, applied: true, health })),
  });
  const service = { resource, replicas: 0, placement: {}, clusters: [{ name: "a" }] };
  expect(moved(reports("Unhealthy", "Unhealthy"), service)).toBeUndefined();
  expect(moved(reports("Unhealthy", "Healthy"), service)).toBe("Service web has no address of a load balancer on a");
  expect(moved(reports("Unhealthy"), service)).toBe("Service web has no address of a load balancer on a");
  expect(moved(reports("Unknown", "Healthy"), service)).toBeUndefined();
  const daemons = { ...resource, apiVersion: "apps/v1", kind: "DaemonSet" };
  expect(moved(reports("Unhealthy", "Unhealthy"), { ...service, resource: daemons })).toBe(
    "DaemonSet web is not healthy on a",
  );
  const game = { ...resource, apiVersion: "example.com/v1", kind: "Game" };
  expect(moved(reports("Unhealthy", "Unhealthy"), { ...service, resource: game, replicas: 1 })).toBe(
    "Game web is not healthy on a",
  );
});

test("what no other member may have, or is still scheduled on the member, does not run elsewhere", () => {
  const refused = { conditions: [{ type: "Scheduled", status: "False", message: "0/1 clusters fit" }] };
  const binding = bindingOf({ replicas: 4, clusters: [] }, refused);
  expect(lackElsewhere(binding, "b")).toBe("Deployment web cannot be scheduled: 0/1 clusters fit");
  const still = bindingOf({ replicas: 4, clusters: [{ name: "b", replicas: 4 }] }, SCHEDULED);
  expect(lackElsewhere(still, "b")).toBe("Deployment web is still scheduled on b");
});

test("a duplicated workload needs all of its replicas where the schedule has no number", () => {
  const duplicated = { placement: {}, clusters: [{ name: "a" }] };
  expect(moved(onA({ availableReplicas: 2 }), duplicated)).toBe("Deployment web has 2 of 4 replicas available on a");
});

describe("where it is scheduled, an object", () => {
  const on = (more: object, spec: object = {}): ReturnType<typeof bindingOf> =>
    bindingOf(
      { replicas: 1, placement: {}, clusters: [{ name: "a", replicas: 1 }], ...spec },
      {
        schedulerObservedGeneration: 3,
        conditions: [{ type: "Scheduled", status: "True" }],
        aggregatedStatus: [{ clusterName: "a", applied: true, ...more }],
      },
    );
  const job = { resource: { apiVersion: "batch/v1", kind: "Job", name: "once", namespace: "default" } };
  const responds = (): boolean => false;

  test("of a kind without a known health counts as healthy unless Karmada says that it is not", () => {
    expect(lackOf(on({ health: "Unknown" }, job), responds)).toBeUndefined();
    expect(lackOf(on({ health: "Unhealthy" }, job), responds)).toBe("Job once is not healthy on a");
    expect(lackElsewhere(on({ health: "Unknown" }, job), "b")).toBe("Job once is not healthy on a");
  });

  test("that waits for the address of a load balancer says so", () => {
    const ingress = {
      resource: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "web", namespace: "default" },
    };
    expect(lackOf(on({ health: "Unhealthy" }, ingress), responds)).toBe(
      "Ingress web has no address of a load balancer on a",
    );
    expect(lackElsewhere(on({ health: "Unknown" }, ingress), "b")).toBe("Ingress web is not healthy on a");
  });

  test("on a member that does not respond is not known to run", () => {
    expect(lackOf(on({ status: { availableReplicas: 1 } }), (name) => name === "a")).toBe(
      "Deployment web is on a, which does not respond",
    );
  });

  test("without replicas has to be on no member if its pods have requests", () => {
    const none = { replicas: 0, clusters: [], replicaRequirements: { resourceRequest: { cpu: "1" } } };
    expect(lackOf(on({}, none), responds)).toBeUndefined();
    expect(lackElsewhere(on({}, none), "b")).toBeUndefined();
    expect(lackOf(on({}, { ...none, replicas: 1 }), responds)).toBe("Deployment web is scheduled on no member");
  });
});
