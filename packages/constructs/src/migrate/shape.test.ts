import { object, faultsOf } from "./migrated.test-support";

test.each<[string, string]>([
  ["- a", "document 1: is not a Kubernetes object; set apiVersion, kind and metadata.name"],
  ["a: &a [*a]", "document 1: is not a Kubernetes object; set apiVersion, kind and metadata.name"],
  ["{ kind: ConfigMapList, items: [null] }", "document 1: items[0]: is not a Kubernetes object; set"],
  [object("Deployment", {}, { spec: 3 }), "document 1: Deployment web: spec: is a number; use an object"],
  [object("Deployment"), "document 1: Deployment web: spec.template: is missing;"],
  [object("Deployment", {}, { spec: { template: {} } }), "spec.template.metadata.labels: is empty;"],
  [
    object("Ingress", {}, { spec: { rules: [{ http: { paths: {} } }] } }),
    "spec.rules[0].http.paths: is an object; use a list",
  ],
  [
    "{ apiVersion: v1, kind: Secret, metadata: { name: x, finalizers: a } }",
    "metadata.finalizers: is a string; use a list",
  ],
  [
    "{ apiVersion: v1, kind: Secret, metadata: { name: x, annotations: [1] } }",
    "metadata.annotations: is a list; use an object",
  ],
  [
    "{ apiVersion: v1, kind: Secret, metadata: { name: x, labels: { a: yes } } }",
    'metadata.labels.a: "true" is not a label',
  ],
  ["{ apiVersion: v1, kind: Secret, metadata: { name: X } }", 'Secret X: metadata.name: "X" is not a DNS name'],
])("anything else than such an object is a fault: %s", (yaml, fault) => {
  expect(faultsOf(yaml)).toEqual([expect.stringContaining(fault)]);
});
