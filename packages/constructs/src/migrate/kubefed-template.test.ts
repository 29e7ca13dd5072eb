import { deployment, federated, read, warningsOf } from "./kubefed.test-support";

const PLACEMENT = { placement: { clusters: [{ name: "a" }] } };

function objectIn(document: string): { readonly [field: string]: unknown } {
  return read(document)
    .toJson()
    .find(({ apiVersion }: { readonly apiVersion: string }) => !apiVersion.startsWith("policy.karmada.io"));
}

test("the object gets the kind, the API version and the name that kubefed gave it", () => {
  const template = {
    metadata: { labels: { app: "web" }, annotations: { note: "yes" }, name: "other" },
    data: { A: "a" },
  };
  expect(objectIn(federated("ConfigMap", { template, ...PLACEMENT }))).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "web", namespace: "shop", labels: { app: "web" } },
    data: { A: "a" },
  });
});

test.each([
  ["HorizontalPodAutoscaler", "autoscaling/v2"],
  ["ClusterRole", "rbac.authorization.k8s.io/v1"],
])("a %s without an API version gets %s, the preferred one", (kind, apiVersion) => {
  expect(objectIn(federated(kind, { template: {}, ...PLACEMENT }))).toMatchObject({ apiVersion, kind });
});

test("a template's own API version is kept", () => {
  const template = { apiVersion: "example.com/v2", spec: { size: 1 } };
  expect(objectIn(federated("Widget", { template, ...PLACEMENT }))).toMatchObject({
    apiVersion: "example.com/v2",
    kind: "Widget",
  });
});

test("an Ingress of extensions/v1beta1 is converted, also if its version is not written", () => {
  const rules = [{ http: { paths: [{ backend: { serviceName: "web", servicePort: 80 } }] } }];
  expect(objectIn(federated("Ingress", { template: { spec: { rules } }, ...PLACEMENT }))).toMatchObject({
    apiVersion: "networking.k8s.io/v1",
    spec: { rules: [{ http: { paths: [{ backend: { service: { name: "web", port: { number: 80 } } } }] } }] },
  });
});

test("retained replicas become Karmada's label", () => {
  expect(objectIn(deployment({ retainReplicas: true, ...PLACEMENT }))).toMatchObject({
    metadata: { labels: { "resourcetemplate.karmada.io/retain-replicas": "true" } },
  });
});

test("annotations of a template are left out with a warning, as kubefed did not pass them on", () => {
  const template = { metadata: { annotations: { note: "yes" } }, data: {} };
  const document = federated("ConfigMap", { template, ...PLACEMENT });
  expect(objectIn(document)["metadata"]).not.toHaveProperty("annotations");
  expect(warningsOf(read(document))).toEqual([
    expect.stringContaining("spec.template.metadata.annotations: are left out"),
  ]);
});

test("an autoscaler with a field of autoscaling/v1 is one of that version", () => {
  const template = { spec: { targetCPUUtilizationPercentage: 70 } };
  expect(objectIn(federated("HorizontalPodAutoscaler", { template, ...PLACEMENT }))).toMatchObject({
    apiVersion: "autoscaling/v1",
  });
});

test("a FederatedTypeConfig in the text says what a custom kind is", () => {
  const config = JSON.stringify({
    apiVersion: "core.kubefed.io/v1beta1",
    kind: "FederatedTypeConfig",
    metadata: { name: "jaegers.jaegertracing.io" },
    spec: {
      federatedType: { kind: "FederatedJaeger" },
      targetType: { group: "jaegertracing.io", version: "v1", kind: "Jaeger" },
    },
  });
  const jaeger = federated("Jaeger", { template: { spec: { strategy: "production" } }, ...PLACEMENT });
  expect(objectIn(`${config}\n---\n${jaeger}`)).toMatchObject({
    apiVersion: "jaegertracing.io/v1",
    kind: "Jaeger",
    spec: { strategy: "production" },
  });
});

test("names of roles may have colons", () => {
  const role = federated("ClusterRole", { template: { rules: [] }, ...PLACEMENT }, { name: "app:admin" });
  expect(objectIn(role)).toMatchObject({ kind: "ClusterRole", metadata: { name: "app:admin" } });
});
