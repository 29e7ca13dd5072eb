import { App, Chart } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedNamespace } from "./federated-namespace";

const kinds = (chart: Chart): unknown[] => chart.toJson().map(({ kind, metadata }) => [kind, metadata.name]);

test("a namespace is on every member, without a policy, unless it has a placement", () => {
  const chart = new Chart(new App(), "web");
  expect(new FederatedNamespace(chart, "shop").propagation).toBeUndefined();
  expect(kinds(chart)).toEqual([["Namespace", "shop"]]);
  new FederatedNamespace(chart, "other", { placement: Placement.duplicated(["a"]), metadata: { name: "named" } });
  expect(kinds(chart)).toContainEqual(["ClusterPropagationPolicy", "named-namespace"]);
});

test("a namespace is in no namespace itself", () => {
  const chart = new Chart(new App(), "web", { namespace: "shop" });
  new FederatedNamespace(chart, "shop");
  expect(chart.toJson()[0].metadata).toEqual({ name: "shop" });
});

test("a namespace that is never propagated is refused, by the names that the chart skips", () => {
  const chart = new Chart(new App(), "web");
  for (const name of ["default", "kube-x", "karmada-system", "shop"]) new FederatedNamespace(chart, name);
  expect(faultsOf(chart).map((fault) => /"(.*?)" is never propagated; use another name/.exec(fault)?.[1])).toEqual([
    "default",
    "kube-x",
    "karmada-system",
  ]);
  const skipping = new FederatedChart(new App(), "web", { skippedNamespaces: ["shop"] });
  new FederatedNamespace(skipping, "shop");
  expect(faultsOf(skipping)).toHaveLength(1);
});

test("its name and its labels are checked", () => {
  const chart = new Chart(new App(), "web");
  new FederatedNamespace(chart, "Shop", { metadata: { labels: { "no key": "x" } } });
  expect(faultsOf(chart)).toHaveLength(2);
});
