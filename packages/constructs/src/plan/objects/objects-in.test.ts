import { planManifests } from "../plan-manifests";
import { objectsIn } from "./objects-in";

const settings = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } });

describe("objects among manifests", () => {
  test("are taken out of Lists, including nested ones", () => {
    const inner = { apiVersion: "v1", kind: "List", items: [settings("b")] };
    const list = { apiVersion: "v1", kind: "List", items: [settings("a"), inner] };
    expect(objectsIn([list, settings("c")], "manifests").map(({ metadata }) => metadata.name)).toEqual(["a", "b", "c"]);
  });

  test("from a typed List have its version and kind", () => {
    const items = [{ metadata: { name: "web" }, spec: {} }];
    expect(objectsIn([{ apiVersion: "apps/v1", kind: "DeploymentList", items }], "manifests")).toEqual([
      { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: {} },
    ]);
  });

  test("are planned as if they were not in a List", () => {
    const policy = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "all", namespace: "default" },
      spec: { resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap" }] },
    };
    const items = [policy, settings("a")];
    const members = [{ name: "m1" }];
    expect(planManifests([{ apiVersion: "v1", kind: "List", items }], members)).toEqual(planManifests(items, members));
  });
});

test("everything that is not a Kubernetes object is reported at once, with its position and name", () => {
  const given = [
    null,
    "text",
    { kind: "ConfigMap", metadata: { name: "a" } },
    { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "Secret" }] },
    { apiVersion: "policy.karmada.io/v1alpha1", kind: "PropagationPolicy", metadata: { name: "b" } },
    { apiVersion: "policy.karmada.io/v1alpha1", kind: "OverridePolicy", metadata: { name: "c" }, spec: [] },
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "d", labels: "x" }, spec: { replicas: "3" } },
  ];
  expect(() => planManifests(given, [])).toThrow(
    [
      "manifests[0]: is not a Kubernetes object: it has no apiVersion, kind, metadata.name; add what is missing",
      "manifests[1]: is not a Kubernetes object: it has no apiVersion, kind, metadata.name; add what is missing",
      'manifests[2] (ConfigMap "a"): is not a Kubernetes object: it has no apiVersion; add what is missing',
      "manifests[3].items[0] (Secret): is not a Kubernetes object: it has no metadata.name; add what is missing",
      'manifests[4]: PropagationPolicy "b": spec.resourceSelectors: is missing; add at least one',
      'manifests[5]: OverridePolicy "c": spec: is a list; use an object',
      'manifests[6]: Deployment "d": metadata.labels: "x" is a string; use an object',
      'manifests[6]: Deployment "d": spec.replicas: "3" is a string; use a whole number from 0',
    ].join("\n"),
  );
});

test("a field that is null is as if it were absent", () => {
  const selectors = [{ apiVersion: "v1", kind: "ConfigMap", name: null, labelSelector: null }];
  const policy = {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "all", namespace: "default", labels: null, creationTimestamp: null },
    spec: {
      resourceSelectors: selectors,
      placement: { clusterAffinity: null, spreadConstraints: null },
      suspension: null,
    },
  };
  const { objects, findings } = planManifests([policy, settings("a")], [{ name: "m1" }]);
  expect(objects.map(({ members }) => members)).toEqual([["m1"]]);
  expect(findings).toEqual([]);
});

test("other manifests are read in the same way", () => {
  expect(() => planManifests([], [], { otherManifests: [{}] })).toThrow(
    "otherManifests[0]: is not a Kubernetes object",
  );
});
