import { ApiObject, App, Chart } from "cdk8s";
import { RELEASE } from "../karmada";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedChart } from "./federated-chart";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { Placement } from "../placement/placement";
import { Propagation } from "../propagation/propagation";
import { messageOf } from "../synthesis.test-support";
import { placement, definition, crontab } from "../propagation/crontab.test-support";

test("the definition comes before its custom resources, on the same members", () => {
  const chart = new Chart(new App(), "shop");
  new Propagation(chart, "group", { objects: [crontab(chart), definition(chart, "Namespaced")], placement });
  expect(chart.toJson().map(({ kind }) => kind)).toEqual([
    "ClusterPropagationPolicy",
    "CustomResourceDefinition",
    "CronTab",
  ]);
});

test("a definition that no policy propagates is a fault of its custom resource", () => {
  const chart = new Chart(new App(), "shop");
  definition(chart, "Namespaced");
  new Propagation(chart, "group", { objects: [crontab(chart)], placement });
  expect(messageOf(chart)).toContain(
    '[shop] shop/crontab: CronTab "nightly" goes to members, but its definition shop/definition does not; propagate the definition, too',
  );
});

test("two policies that claim one object are a fault, unless one has a priority", () => {
  const claimTwice = (priority?: number): Chart => {
    const chart = new Chart(new App(), "shop");
    const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement });
    new Propagation(chart, "again", { objects: [nginx], placement: Placement.packed(["f-a-cluster"], { priority }) });
    return chart;
  };
  expect(messageOf(claimTwice())).toBe(
    "Validation failed with the following errors:\n" +
      '  [shop] shop/nginx: policies "again" and "nginx-deployment" both claim Deployment "nginx"; ' +
      "propagate it once, or give one placement a priority",
  );
  expect(messageOf(claimTwice(1))).toBe("");
});

test("policies from other sources count, including those that select by labels", () => {
  const chart = new Chart(new App(), "shop");
  new FederatedConfigMap(chart, "settings", { metadata: { labels: { tier: "edge" } }, placement });
  const byLabel = (id: string, matchExpressions: object[]) =>
    new ApiObject(chart, id, {
      apiVersion: RELEASE.versions.apis.policies,
      kind: "PropagationPolicy",
      metadata: { name: id, namespace: "default" },
      spec: { resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", labelSelector: { matchExpressions } }] },
    });
  byLabel("other-tiers", [{ key: "tier", operator: "NotIn", values: ["edge"] }]);
  expect(messageOf(chart)).toBe("");
  byLabel("edge", [{ key: "tier", operator: "In", values: ["edge"] }]);
  expect(messageOf(chart)).toContain('policies "settings-configmap" and "edge" both claim ConfigMap "settings"');
});

test("two objects with the same name are a fault", () => {
  const chart = new FederatedChart(new App(), "shop", { placement });
  new FederatedConfigMap(chart, "one", { metadata: { name: "settings" } });
  new FederatedConfigMap(chart, "two", { metadata: { name: "settings" } });
  expect(messageOf(chart)).toContain(
    '[shop] shop/two: ConfigMap "settings" already exists at shop/one; use another id or metadata.name',
  );
});
