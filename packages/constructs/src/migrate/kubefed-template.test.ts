import { deployment, federated, read } from "./kubefed.test-support";

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
    metadata: { name: "web", namespace: "shop", labels: { app: "web" }, annotations: { note: "yes" } },
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
