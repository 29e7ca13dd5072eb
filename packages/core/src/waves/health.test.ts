import type { Binding } from "../departures/binding";
import { bindingOf } from "../departures/bindings.test-support";
import { lackAfterChange } from "./health";

const CURRENT = { observedGeneration: 2, generation: 2, resourceTemplateGeneration: 5 };
const SCHEDULED = { schedulerObservedGeneration: 3, conditions: [{ type: "Scheduled", status: "True" }] };

/** What a Deployment of 2 replicas on a lacks by what a reports; b is held back and says nothing. */
function lack(status: object, more: object = {}, spec: Partial<Binding["spec"]> = {}): string | undefined {
  const aggregatedStatus = [
    { clusterName: "a", applied: true, health: "Healthy", status: { ...CURRENT, ...status }, ...more },
  ];
  const clusters = ["a", "b"].map((name) => ({ name, replicas: 2 }));
  const binding = bindingOf({ replicas: 2, clusters, ...spec }, { ...SCHEDULED, aggregatedStatus });
  return lackAfterChange(binding, (member) => member === "a", 5);
}

test("a Deployment runs when all its replicas are of the current template, and available", () => {
  expect(lack({ updatedReplicas: 2, availableReplicas: 2 })).toBeUndefined();
  expect(lack({ updatedReplicas: 1, availableReplicas: 2 })).toBe("Deployment web has 1 of 2 replicas updated on a");
  expect(lack({ updatedReplicas: 2 })).toBe("Deployment web has 0 of 2 replicas available on a");
});

test("where members keep their own numbers of replicas, all that a member has are to be updated", () => {
  const clusters = [{ name: "a", replicas: 2 }];
  const retained = (status: object): string | undefined => {
    const aggregatedStatus = [
      { clusterName: "a", applied: true, health: "Healthy", status: { ...CURRENT, ...status } },
    ];
    return lackAfterChange(
      bindingOf({ replicas: 2, clusters }, { ...SCHEDULED, aggregatedStatus }),
      () => true,
      5,
      true,
    );
  };
  expect(retained({ replicas: 1, updatedReplicas: 1, availableReplicas: 1 })).toBeUndefined();
  expect(retained({ replicas: 5, updatedReplicas: 4, availableReplicas: 5 })).toBe(
    "Deployment web has 4 of 5 replicas updated on a",
  );
});

test("what a member reports of an earlier template or generation does not count", () => {
  const counts = { updatedReplicas: 2, availableReplicas: 2 };
  expect(lack({ ...counts, resourceTemplateGeneration: 4 })).toBe("Deployment web has not changed yet on a");
  expect(lack({ ...counts, observedGeneration: 1 })).toBe("Deployment web has not been observed on a");
});

test("divided replicas are counted for each member", () => {
  const placement = { replicaScheduling: { replicaSchedulingType: "Divided" } };
  const clusters = [{ name: "a", replicas: 1 }];
  expect(lack({ updatedReplicas: 1, availableReplicas: 1 }, {}, { placement, clusters })).toBeUndefined();
  expect(lack({ updatedReplicas: 1, availableReplicas: 1 }, {}, { clusters })).toMatch(/has 1 of 2 replicas updated/);
});

test("a DaemonSet runs on every node that it should run on", () => {
  const resource = { apiVersion: "apps/v1", kind: "DaemonSet", name: "logs", namespace: "default" };
  const counts = { desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3 };
  expect(lack(counts, {}, { resource, replicas: 0 })).toBeUndefined();
  expect(lack({ ...counts, numberAvailable: 2 }, {}, { resource })).toBe(
    "DaemonSet logs has 2 of 3 pods available on a",
  );
});

test("other objects have to be applied, and workloads not to be ill", () => {
  const resource = { apiVersion: "v1", kind: "Service", name: "web", namespace: "default" };
  expect(lack({}, { health: "Unhealthy" }, { resource, replicas: 0 })).toBeUndefined();
  const reason = { applied: false, appliedMessage: "denied" };
  expect(lack({}, reason, { resource })).toBe("Service web is not applied (denied) on a");
  expect(lack({ updatedReplicas: 2, availableReplicas: 2 }, { health: "Unhealthy" })).toBe(
    "Deployment web is not healthy on a",
  );
});

test("what is not scheduled runs nowhere", () => {
  const binding = bindingOf({ clusters: [] }, { ...SCHEDULED, schedulerObservedGeneration: 2 });
  expect(lackAfterChange(binding, () => true, undefined)).toBe("Deployment web is not scheduled yet");
});
