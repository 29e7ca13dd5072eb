import { planManifests } from "@fedstack/constructs/plan";
import { awaitAnnotations, awaitedReplicas } from "./federated-await";
import type { Manifest } from "./manifests";

const GROUPS: { readonly [kind: string]: string } = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  Job: "batch/v1",
  Ingress: "networking.k8s.io/v1",
};
const object = (kind: string, annotations?: Record<string, string>, spec: object = { replicas: 1 }): Manifest => ({
  apiVersion: GROUPS[kind] ?? "v1",
  kind,
  metadata: { name: "x", annotations },
  spec,
});

test.each([
  ["Deployment", 4, [expect.stringMatching(/@\.replicas==@\.updatedReplicas .*\]\.replicas}=4$/)]],
  ["Deployment", undefined, [expect.stringMatching(/\]\.replicas}$/)]],
  ["StatefulSet", 2, ["jsonpath={.status.readyReplicas}=2", "jsonpath={.status.updatedReplicas}=2"]],
  ["DaemonSet", undefined, [expect.stringMatching(/desiredNumberScheduled==@.numberReady/)]],
  ["Job", 1, ["condition=Complete"]],
])("a %s with %p replicas is awaited by what the members report", (kind, replicas, conditions) => {
  const { "pulumi.com/waitFor": waitFor } = awaitAnnotations(object(kind), replicas);
  expect(JSON.parse(waitFor!)).toEqual(conditions);
});

test("replicas that an autoscaler sets are awaited in any number", () => {
  const { "pulumi.com/waitFor": waitFor } = awaitAnnotations(object("Deployment", {}, {}), 1);
  expect(JSON.parse(waitFor!)).toEqual([expect.stringMatching(/\]\.replicas}$/)]);
});

test.each(["Service", "Ingress", "Pod", "PersistentVolumeClaim"])(
  "a %s is not awaited: the federated API has no endpoints, pods or volumes",
  (kind) => {
    expect(awaitAnnotations(object(kind), undefined)).toEqual({ "pulumi.com/skipAwait": "true" });
  },
);

test.each(["Deployment", "DaemonSet", "Job"])("a %s that lands nowhere is complete when it is applied", (kind) => {
  expect(awaitAnnotations(object(kind), 0)).toEqual({ "pulumi.com/skipAwait": "true" });
});

test("kinds that are ready at once need nothing, and the user's own conditions stay", () => {
  expect(awaitAnnotations(object("ConfigMap"), undefined)).toEqual({});
  expect(awaitAnnotations(object("Deployment", { "pulumi.com/skipAwait": "true" }), 4)).toEqual({});
});

test.each(["Deployment", "Job", "Service", "Ingress"])("a %s of a custom group is not the built-in kind", (kind) => {
  expect(awaitAnnotations({ ...object(kind), apiVersion: "example.com/v1" }, 1)).toEqual({});
});

test("replicas are awaited where they land, and nothing is where a member is suspended or does not respond", () => {
  const awaited = (placement: object, suspension?: object, ill: string[] = []): number | undefined => {
    const deployment = { ...object("Deployment", {}, { replicas: 2, template: {} }) };
    const policy = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "x" },
      spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment" }], placement, suspension },
    };
    return awaitedReplicas(planManifests([deployment, policy], [{ name: "a" }, { name: "b" }]).workloads[0]!, ill);
  };
  expect(awaited({})).toBe(4);
  expect(awaited({ clusterAffinity: { clusterNames: ["c"] } })).toBe(0);
  expect(awaited({}, { dispatchingOnClusters: { clusterNames: ["b"] } })).toBe(0);
  expect(awaited({}, undefined, ["b"])).toBe(0);
  expect(awaited({ clusterAffinity: { clusterNames: ["a"] } }, undefined, ["b"])).toBe(2);
});
