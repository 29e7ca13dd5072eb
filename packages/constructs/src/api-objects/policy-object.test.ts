import { ApiObject, App, Chart } from "cdk8s";
import { definition } from "../plan/manifests.test-support";
import { policyName, policyObject, selectorOf } from "./policy-object";

const chartOf = (): Chart => new Chart(new App(), "web", { namespace: "shop" });

test("a policy without a namespace is one for all of them, and gets none from its chart", () => {
  const chart = chartOf();
  const spec = (): object => ({ a: 1 });
  policyObject(chart, "one", { kind: "OverridePolicy", name: "one", namespace: "other", spec });
  policyObject(chart, "all", { kind: "OverridePolicy", name: "all", namespace: undefined, spec });
  expect(chart.toJson()).toEqual(
    [
      { kind: "OverridePolicy", metadata: { name: "one", namespace: "other" } },
      { kind: "ClusterOverridePolicy", metadata: { name: "all" } },
    ].map((one) => ({ apiVersion: "policy.karmada.io/v1alpha1", spec: { a: 1 }, ...one })),
  );
});

test("its spec is made when everything is known, and its name wins over the metadata's", () => {
  const chart = chartOf();
  let known = "early";
  const metadata = { name: "other", labels: { tier: "one" } };
  policyObject(chart, "one", {
    kind: "OverridePolicy",
    name: "one",
    namespace: "shop",
    metadata,
    spec: () => ({ known }),
  });
  known = "late";
  expect(chart.toJson()).toMatchObject([
    { metadata: { name: "one", labels: { tier: "one" } }, spec: { known: "late" } },
  ]);
});

test("the policy of an object has the object's name and kind, as a name that Kubernetes accepts", () => {
  expect(policyName({ kind: "Deployment", name: "web" })).toBe("web-deployment");
  expect(policyName({ kind: "ClusterRole", name: "system:Reader" })).toBe("system.reader-clusterrole");
  expect(policyName({ kind: "Secret", name: undefined as never })).toBe("-secret");
});

test("a selector names an object in the API version in which Karmada sees it", () => {
  const chart = chartOf();
  const autoscaler = new ApiObject(chart, "x", {
    apiVersion: "autoscaling/v1",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "x" },
  });
  expect(selectorOf(autoscaler, "shop")).toEqual({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    namespace: "shop",
    name: "x",
  });
  new ApiObject(chart, "definition", {
    ...definition("cert-manager.io", "Certificate", "v1alpha2", "v1"),
  });
  const type = { apiVersion: "cert-manager.io/v1alpha2", kind: "Certificate" };
  const certificate = new ApiObject(chart, "z", { ...type, metadata: { name: "z" } });
  expect(selectorOf(certificate, "shop").apiVersion).toBe("cert-manager.io/v1");
  const game = new ApiObject(chart, "y", { apiVersion: "example.com/v1", kind: "Game", metadata: { name: "y" } });
  expect(selectorOf(game, undefined)).toEqual({ apiVersion: "example.com/v1", kind: "Game", name: "y" });
});
