import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiObject, App, Chart, Include } from "cdk8s";
import { POLICY_API_VERSION } from "../api/karmada";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { Placement } from "../placement/placement";
import { Propagation } from "./propagation";
import { messageOf } from "../synthesis.test-support";

const placement = Placement.evenly();
const configMap = (chart: Chart, name: string, metadata = {}) =>
  new ApiObject(chart, name, { apiVersion: "v1", kind: "ConfigMap", metadata: { name, ...metadata } });
const policyIn = (chart: Chart) => chart.toJson().find(({ kind }) => kind.endsWith("PropagationPolicy"));

test("one policy holds a group of any objects, and makes their namespace explicit", () => {
  const chart = new Chart(new App(), "shop");
  new Propagation(chart, "group", { objects: [configMap(chart, "one"), configMap(chart, "two")], placement });
  const [policy, ...objects] = chart.toJson();
  expect([policy.kind, policy.metadata]).toEqual(["PropagationPolicy", { name: "group", namespace: "default" }]);
  expect(policy.spec.resourceSelectors).toEqual([
    { apiVersion: "v1", kind: "ConfigMap", namespace: "default", name: "one" },
    { apiVersion: "v1", kind: "ConfigMap", namespace: "default", name: "two" },
  ]);
  expect(objects.map(({ metadata }) => metadata.namespace)).toEqual(["default", "default"]);
});

test("all objects of an included file are propagated", () => {
  const url = join(tmpdir(), `fedstack-include-${process.pid}.yaml`);
  writeFileSync(
    url,
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}\n---\n{apiVersion: v1, kind: Secret, metadata: {name: two}}",
  );
  const chart = new Chart(new App(), "shop");
  new Propagation(chart, "group", { objects: [new Include(chart, "file", { url })], placement });
  expect(
    policyIn(chart).spec.resourceSelectors.map((s: { kind: string; name: string }) => `${s.kind} ${s.name}`),
  ).toEqual(["ConfigMap one", "Secret two"]);
});

test("objects of several namespaces, or of none, get a policy for all namespaces", () => {
  const several = new Chart(new App(), "shop", { namespace: "shop" });
  new Propagation(several, "group", {
    objects: [configMap(several, "one"), configMap(several, "two", { namespace: "x" })],
    placement,
  });
  expect(policyIn(several)).toMatchObject({ kind: "ClusterPropagationPolicy", metadata: { name: "group" } });
  expect(policyIn(several).metadata.namespace).toBeUndefined();

  const none = new Chart(new App(), "shop");
  const role = new ApiObject(none, "role", {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "system:shop" },
  });
  new Propagation(none, "group", { objects: [role], placement });
  expect(policyIn(none)).toMatchObject({
    kind: "ClusterPropagationPolicy",
    spec: {
      resourceSelectors: [{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "system:shop" }],
    },
  });
});

test("a group grows, in its own namespace alone", () => {
  const chart = new Chart(new App(), "shop");
  const group = new Propagation(chart, "group", { objects: [configMap(chart, "one")], placement });
  group.add(configMap(chart, "two"));
  expect(group.objects.map(({ name }) => name)).toEqual(["one", "two"]);
  group.add(configMap(chart, "three", { namespace: "other" }));
  expect(messageOf(chart)).toContain(
    '[shop/group] objects: ConfigMap "three" is in namespace "other", the policy in "default". Pass it to the constructor, or make another Propagation.',
  );
});

test("a group of nothing is a fault", () => {
  const chart = new Chart(new App(), "shop");
  new Propagation(chart, "group", { objects: [], placement });
  expect(messageOf(chart)).toContain(
    "[shop/group] objects: [] propagates nothing. Add at least one, or with: this group in what belongs to it.",
  );
});

const definition = (chart: Chart, scope: string) =>
  new ApiObject(chart, "definition", {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "crontabs.stable.example.com" },
    spec: { group: "stable.example.com", names: { kind: "CronTab", plural: "crontabs" }, scope },
  });
const crontab = (chart: Chart) =>
  new ApiObject(chart, "crontab", {
    apiVersion: "stable.example.com/v1",
    kind: "CronTab",
    metadata: { name: "nightly" },
  });

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
    '[shop] shop/crontab: CronTab "nightly" goes to members, its definition shop/definition to none. Propagate it too.',
  );
});

test("a definition says whether its custom resources lie in namespaces", () => {
  const chart = new Chart(new App(), "shop", { namespace: "shop" });
  const group = [definition(chart, "Cluster"), crontab(chart)];
  new Propagation(chart, "group", { objects: group, placement });
  expect(policyIn(chart).spec.resourceSelectors[1]).toEqual({
    apiVersion: "stable.example.com/v1",
    kind: "CronTab",
    name: "nightly",
  });
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
      '  [shop] shop/nginx: policies "again" and "nginx-deployment" both claim Deployment "nginx". ' +
      "Propagate it once, or give one placement a priority.",
  );
  expect(messageOf(claimTwice(1))).toBe("");
});

test("a policy of any origin counts, also one that selects by labels", () => {
  const chart = new Chart(new App(), "shop");
  new FederatedConfigMap(chart, "settings", { metadata: { labels: { tier: "edge" } }, placement });
  const byLabel = (id: string, matchExpressions: object[]) =>
    new ApiObject(chart, id, {
      apiVersion: POLICY_API_VERSION,
      kind: "PropagationPolicy",
      metadata: { name: id, namespace: "default" },
      spec: { resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", labelSelector: { matchExpressions } }] },
    });
  byLabel("other-tiers", [{ key: "tier", operator: "NotIn", values: ["edge"] }]);
  expect(messageOf(chart)).toBe("");
  byLabel("edge", [{ key: "tier", operator: "In", values: ["edge"] }]);
  expect(messageOf(chart)).toContain('policies "settings-configmap" and "edge" both claim ConfigMap "settings"');
});

test("two objects of one name are a fault", () => {
  const chart = new FederatedChart(new App(), "shop", { placement });
  new FederatedConfigMap(chart, "one", { metadata: { name: "settings" } });
  new FederatedConfigMap(chart, "two", { metadata: { name: "settings" } });
  expect(messageOf(chart)).toContain(
    '[shop] shop/two: ConfigMap "settings" is made by shop/one already. Use another id or metadata.name.',
  );
});

test("defaults of a chart hold where nothing nearer says otherwise", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.duplicated(["f-a-cluster"]) });
  const one = new FederatedConfigMap(chart, "one");
  const two = new FederatedConfigMap(chart, "two", { placement });
  expect([one.placement?.division, two.placement?.division]).toEqual(["duplicated", "evenly"]);
});
