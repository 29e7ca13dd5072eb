import { ApiObject, App, Chart } from "cdk8s";
import { FederatedChart } from "./federated-chart";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { FederatedNamespace } from "../objects/federated-namespace";
import { MemberGroups } from "../members/member-groups";
import { Members } from "../members/members";
import { Placement } from "../placement/placement";
import { planTable } from "../plan";
import { Propagation } from "../propagation/propagation";
import { faultsOf } from "../synthesis.test-support";

const [a, b] = [
  { name: "f-a-cluster", region: "tw" },
  { name: "f-b-cluster", region: "tw" },
];

test("the plan of a chart shows where its replicas land", () => {
  const chart = new FederatedChart(new App(), "web");
  const placement = Placement.weighted([[a, 1], [b, 1]]); // prettier-ignore
  const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 4, placement });
  nginx.exposeViaService({ port: 80, type: "LoadBalancer" });
  expect(planTable(chart.plan([a, b]))).toBe(
    ["nginx          4 → f-a-cluster 2, f-b-cluster 2", "Service nginx    → f-a-cluster, f-b-cluster"].join("\n"),
  );
});

test("a plan needs members, from the chart or from the call", () => {
  const chart = new FederatedChart(new App(), "web");
  expect(() => chart.plan()).toThrow("[web] plan: no members are known; pass them here or to the chart");
  expect(new FederatedChart(new App(), "web", { members: [a] }).plan()).toMatchObject({ workloads: [], findings: [] });
});

test("the diagram of a chart shows its members or those of the call, and a change", () => {
  const chart = new FederatedChart(new App(), "web", { members: [a, b] });
  new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 4, placement: Placement.evenly() });
  expect(chart.diagram()).toContain("<b>f-b-cluster</b><br/>nginx × 2");
  const smaller = chart.diagram([a], { before: { plan: chart.plan(), members: [a, b] } });
  expect(smaller).toContain("<b>f-a-cluster</b><br/>nginx × 2 → 4");
  expect(smaller).toContain("<b>f-b-cluster</b><br/><i>leaves</i><br/>nginx × 2 → 0");
  expect(() => new FederatedChart(new App(), "web").diagram()).toThrow(
    "[web] plan: no members are known; pass them here or to the chart",
  );
});

test("if the members are known, an object that lands on none is a fault", () => {
  const chart = new FederatedChart(new App(), "web", { members: [a, b] });
  new FederatedDeployment(chart, "nginx", { image: "nginx", placement: Placement.evenly(Members.inRegion("jp")) });
  expect(faultsOf(chart)).toEqual([
    expect.stringMatching(
      /^\[web\] web\/nginx: Deployment nginx: lands on no member: .+; change its placement, or join a member that fits it$/,
    ),
  ]);
});

test("if the members are known, an object that is missing where a workload needs it is a fault", () => {
  const chart = new FederatedChart(new App(), "web", { members: [a, b] });
  const settings = new FederatedConfigMap(chart, "settings", { placement: Placement.duplicated([a]) });
  const placement = Placement.evenly([a, b]);
  new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 2, envFrom: [settings], placement });
  expect(faultsOf(chart)).toEqual([
    "[web] web/nginx: Deployment nginx: needs ConfigMap settings on f-b-cluster, but is not placed there; " +
      "place it there, too, or in the Propagation of what needs it",
  ]);
});

test("an object that goes with a workload is where the workload needs it, even with fallback groups", () => {
  const placements = [
    Placement.evenly([a, b]),
    Placement.evenly([a, b], { propagateDependencies: true }),
    Placement.packed(MemberGroups.first("near", [a]).orElse("far", [b])),
    Placement.duplicated(Members.inRegion("tw"), { spread: { regions: { min: 1 }, members: { max: 1 } } }),
  ];
  for (const placement of placements) {
    const chart = new FederatedChart(new App(), "web", { members: [a, b] });
    const group = new Propagation(chart, "group", { placement });
    const settings = new FederatedConfigMap(chart, "settings", { with: group });
    new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 2, envFrom: [settings], with: group });
    expect(faultsOf(chart)).toEqual([]);
    expect(chart.plan().missing).toEqual([]);
  }
});

test("if the members are known, a workload that goes where its namespace does not is a fault", () => {
  const chart = new FederatedChart(new App(), "web", { members: [a, b], namespace: "shop" });
  new FederatedNamespace(chart, "shop", { placement: Placement.duplicated([a]) });
  new FederatedConfigMap(chart, "settings", { placement: Placement.duplicated() });
  expect(faultsOf(chart)).toEqual([
    "[web] web/settings: ConfigMap shop/settings: needs Namespace shop on f-b-cluster, but is not placed there; " +
      "place it there, too, or in the Propagation of what needs it",
  ]);
});

test("a chart inside has the members, too", () => {
  for (const create of [
    (outer: Chart) => new FederatedChart(outer, "inner"),
    (outer: Chart) => new Chart(outer, "inner"),
  ]) {
    const inner = create(new FederatedChart(new App(), "web", { members: [a, b] }));
    new FederatedDeployment(inner, "nginx", { image: "nginx", placement: Placement.evenly(Members.inRegion("jp")) });
    expect(faultsOf(inner)).toEqual([
      expect.stringContaining("[web/inner] web/inner/nginx: Deployment nginx: lands on"),
    ]);
  }
});

test("a chart with nothing but objects of cdk8s is looked at, too", () => {
  const chart = new FederatedChart(new App(), "web", { members: [a, b] });
  new ApiObject(chart, "settings", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } });
  expect(chart.findings).toEqual([expect.objectContaining({ path: "web/settings: ConfigMap settings" })]);
  new ApiObject(chart, "policy", {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "all", namespace: "default" },
    spec: { resourceSelectors: [{ kind: "ConfigMap" }] },
  });
  expect(faultsOf(chart)).toEqual(["[web] web/policy: spec.resourceSelectors[0].apiVersion: is missing; use a string"]);
});

test("what a workload needs may be in another chart", () => {
  const app = new App();
  const placement = Placement.duplicated([a]);
  const settings = new FederatedConfigMap(new FederatedChart(app, "shared", { members: [a, b] }), "settings", {
    placement,
  });
  const chart = new FederatedChart(app, "web", { members: [a, b] });
  const nginx = { image: "nginx", envFrom: [settings] };
  new FederatedDeployment(chart, "near", { ...nginx, placement });
  expect(chart.findings).toEqual([]);
  new FederatedDeployment(chart, "far", { ...nginx, placement: Placement.duplicated([b]) });
  expect(faultsOf(chart)).toEqual([
    expect.stringContaining("Deployment far: needs ConfigMap settings on f-b-cluster, but is not placed there"),
  ]);
});

test("faults of a plan are reported only if there are no others", () => {
  const chart = new FederatedChart(new App(), "web", { members: [a] });
  new FederatedDeployment(chart, "nginx", { image: "n x", placement: Placement.evenly(Members.inRegion("jp")) });
  expect(faultsOf(chart)).toEqual([expect.stringContaining('image: "n x" is not an image reference;')]);
});

test("a chart that is given a list of members looks at those that are in it at synth", () => {
  const members = [{ name: "f-a-cluster" }];
  const chart = new FederatedChart(new App(), "web", { members });
  new FederatedDeployment(chart, "nginx", { image: "nginx", placement: Placement.duplicated(["f-b-cluster"]) });
  expect(faultsOf(chart)).not.toEqual([]);
  members.push({ name: "f-b-cluster" });
  expect(faultsOf(chart)).toEqual([]);
});

test("the plan of a chart knows the policies of other charts, as its findings do", () => {
  const app = new App();
  const [web, policies] = ["web", "policies"].map((id) => new FederatedChart(app, id, { members: [a, b] })) as [
    FederatedChart,
    FederatedChart,
  ];
  new ApiObject(web, "nginx", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "nginx" },
    spec: { replicas: 2 },
  });
  new ApiObject(policies, "all", {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "ClusterPropagationPolicy",
    metadata: { name: "all" },
    spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment" }], placement: {} },
  });
  expect(web.findings).toEqual([]);
  expect(planTable(web.plan())).toBe("nginx  2 → f-a-cluster 2, f-b-cluster 2");
});
