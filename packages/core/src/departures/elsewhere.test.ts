import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { lackElsewhere } from "./elsewhere";

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

test("what no other member may have, or is still scheduled on the member, does not run elsewhere", () => {
  const refused = { conditions: [{ type: "Scheduled", status: "False", message: "0/1 clusters fit" }] };
  const binding = bindingOf({ replicas: 4, clusters: [] }, refused);
  expect(lackElsewhere(binding, "b")).toBe("Deployment web cannot be scheduled: 0/1 clusters fit");
  const still = bindingOf({ replicas: 4, clusters: [{ name: "b", replicas: 4 }] }, SCHEDULED);
  expect(lackElsewhere(still, "b")).toBe("Deployment web is still scheduled on b");
});
