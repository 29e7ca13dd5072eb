import { Testing } from "cdk8s";
import { chartOf } from "./migrated.test-support";

test("fields that servers set are dropped, even in lists; times stay text", () => {
  const chart = chartOf(`
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: settings
    namespace: shop
    uid: 0d5d
    resourceVersion: "7"
    creationTimestamp: 2018-03-01T00:00:00Z
    finalizers: [federation.kubernetes.io/delete-from-underlying-clusters, orphan, example.com/mine]
    annotations: { owner: web, kubectl.kubernetes.io/last-applied-configuration: "{}" }
  data: { since: 2018-03-01T00:00:00Z }
- apiVersion: v1
  kind: Service
  metadata: { name: web, annotations: { federation.kubernetes.io/service-ingresses: "{}" } }
  spec: { clusterIP: 10.0.0.1, ports: [{ port: 80 }] }
  status: { loadBalancer: {} }
`);
  const [settings, web] = ["ConfigMap", "Service"].map((kind) => Testing.synth(chart).find((one) => one.kind === kind));
  expect(settings).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "settings",
      namespace: "shop",
      annotations: { owner: "web" },
      finalizers: ["example.com/mine"],
      labels: undefined,
    },
    data: { since: "2018-03-01T00:00:00Z" },
  });
  expect(web).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "shop" },
    spec: { ports: [{ port: 80 }] },
  });
});
