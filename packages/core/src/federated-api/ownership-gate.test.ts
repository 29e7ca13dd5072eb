import type { Answer } from "./api-gate";
import { othersIn, pathOf } from "./ownership-gate";

const written = (...managers: readonly object[]): Answer => ({
  status: 200,
  body: { metadata: { managedFields: managers } },
  message: "",
});

test("what others alone have applied is theirs, whatever writes its status", () => {
  const ours = { manager: "fedstack-federation" };
  const argo = { manager: "argocd-controller" };
  const status = { manager: "fedstack-federation", subresource: "status" };
  expect(othersIn(written(argo, status), "fedstack-federation")).toBe("argocd-controller");
  expect(othersIn(written(argo, { manager: "kubectl" }), "fedstack-federation")).toBe("argocd-controller, kubectl");
  expect(othersIn(written(), "fedstack-federation")).toBe("an unknown writer");
  expect(othersIn(written(argo, ours), "fedstack-federation")).toBeUndefined();
  expect(othersIn({ status: 404, body: {}, message: "not found" }, "fedstack-federation")).toBeUndefined();
});

test.each([
  ["v1", "ConfigMap", "shop", "/api/v1/namespaces/shop/configmaps/x"],
  ["v1", "Endpoints", "shop", "/api/v1/namespaces/shop/endpoints/x"],
  ["v1", "Namespace", undefined, "/api/v1/namespaces/x"],
  ["apps/v1", "Deployment", "shop", "/apis/apps/v1/namespaces/shop/deployments/x"],
  ["networking.k8s.io/v1", "Ingress", "shop", "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/x"],
  [
    "policy.karmada.io/v1alpha1",
    "ClusterOverridePolicy",
    undefined,
    "/apis/policy.karmada.io/v1alpha1/clusteroverridepolicies/x",
  ],
  ["gateway.networking.k8s.io/v1", "Gateway", "shop", "/apis/gateway.networking.k8s.io/v1/namespaces/shop/gateways/x"],
])("%s %s is looked up where the API has it", (apiVersion, kind, namespace, path) => {
  expect(pathOf({ apiVersion, kind, metadata: { name: "x", namespace } })).toBe(path);
});
