import { tell } from "../faults";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiObject, App, Chart, Include } from "cdk8s";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedChart } from "../chart/federated-chart";
import { Placement } from "../placement/placement";
import { Propagation } from "./propagation";
import type { Manifest } from "../kinds/manifest";
import { Override } from "../override/override";
import { planManifests } from "../plan";
import { messageOf } from "../synthesis.test-support";
import { placement, definition, crontab } from "./crontab.test-support";

const configMap = (chart: Chart, name: string, metadata = {}) =>
  new ApiObject(chart, name, { apiVersion: "v1", kind: "ConfigMap", metadata: { name, ...metadata } });

const policyIn = (chart: Chart) => chart.toJson().find(({ kind }) => kind.endsWith("PropagationPolicy"));

test("one policy selects a group of any objects, and makes their namespace explicit", () => {
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

test("of a chart, Karmada's own objects stay behind, and one that is given itself does not", () => {
  const chart = new FederatedChart(new App(), "shop", { members: [{ name: "m1" }] });
  const inner = new Chart(chart, "inner");
  configMap(inner, "one");
  const quota = new ApiObject(inner, "quota", {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "FederatedResourceQuota",
    metadata: { name: "quota" },
  });
  const all = new Propagation(chart, "all", { objects: [inner], placement });
  expect(all.objects.map(({ kind }) => kind)).toEqual(["ConfigMap"]);
  all.add(quota);
  expect(all.objects.map(({ kind }) => kind)).toEqual(["ConfigMap", "FederatedResourceQuota"]);
});

test("objects in several namespaces, or in none, get a policy for all namespaces", () => {
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

test("objects can be added to a group, only in its own namespace", () => {
  const chart = new Chart(new App(), "shop");
  const group = new Propagation(chart, "group", { objects: [configMap(chart, "one")], placement });
  group.add(configMap(chart, "two"));
  expect(group.objects.map(({ name }) => name)).toEqual(["one", "two"]);
  group.add(configMap(chart, "three", { namespace: "other" }));
  expect(messageOf(chart)).toContain(
    '[shop/group] objects: ConfigMap "three" is in namespace "other", but the policy is in "default"; pass it to the constructor, or create another Propagation',
  );
});

test("an empty group is a fault", () => {
  const chart = new Chart(new App(), "shop");
  new Propagation(chart, "group", { objects: [], placement });
  expect(messageOf(chart)).toContain(
    "[shop/group] objects: [] propagates nothing; add at least one, or use `with` on the objects that belong to it",
  );
});

test("a definition says whether its custom resources are namespaced", () => {
  const chart = new Chart(new App(), "shop", { namespace: "shop" });
  const group = [definition(chart, "Cluster"), crontab(chart)];
  new Propagation(chart, "group", { objects: group, placement });
  expect(policyIn(chart).spec.resourceSelectors[1]).toEqual({
    apiVersion: "stable.example.com/v1",
    kind: "CronTab",
    name: "nightly",
  });
});

test("a chart's defaults apply unless a closer scope sets others", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.duplicated(["f-a-cluster"]) });
  const one = new FederatedConfigMap(chart, "one");
  const two = new FederatedConfigMap(chart, "two", { placement });
  expect([one.placement?.division, two.placement?.division]).toEqual(["duplicated", "evenly"]);
});

test("a List is taken apart into the objects that it holds, which get overrides and namespaces like any other", () => {
  const url = join(tmpdir(), `fedstack-list-${process.pid}.yaml`);
  const items = [configMapOf("one"), { apiVersion: "v1", kind: "List", items: [configMapOf("two")] }];
  writeFileSync(url, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  const chart = new Chart(new App(), "shop", { namespace: "shop" });
  const overrides = [Override.on(["m1"], { set: { "/data/a": "c" } })];
  new Propagation(chart, "group", { objects: [new Include(chart, "file", { url })], placement, overrides });
  const rendered: Manifest[] = chart.toJson();
  expect(rendered.map(({ kind }) => kind)).toEqual([
    "OverridePolicy",
    "OverridePolicy",
    "PropagationPolicy",
    "ConfigMap",
    "ConfigMap",
  ]);
  expect(rendered.slice(3).map(({ metadata }) => [metadata.namespace, metadata.name])).toEqual([
    ["shop", "one"],
    ["shop", "two"],
  ]);
  expect(policyIn(chart).spec.resourceSelectors.map(({ name }: { name: string }) => name)).toEqual(["one", "two"]);
});

const configMapOf = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { a: "b" } });

test("a Namespace goes where its placement says, in whatever form it comes", () => {
  const chart = new Chart(new App(), "shop", { namespace: "shop" });
  const namespace = new ApiObject(chart, "ns", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  new Propagation(chart, "spaces", { objects: [namespace], placement: Placement.duplicated(["m1"]) });
  expect(namespace.toJson().metadata).toEqual({
    name: "shop",
    labels: { "namespace.karmada.io/skip-auto-propagation": "true" },
  });
  const members = [{ name: "m1" }, { name: "m2" }];
  expect(planManifests(chart.toJson(), members).objects).toMatchObject([{ name: "shop", members: ["m1"] }]);
});

test("an object in a namespace where Karmada propagates nothing is a fault, unless the chart says otherwise", () => {
  const chartOf = (namespace: string, skippedNamespaces?: readonly string[]): FederatedChart => {
    const chart = new FederatedChart(new App(), "web", { namespace, placement, skippedNamespaces });
    new FederatedConfigMap(chart, "settings");
    return chart;
  };
  const why = "Karmada propagates nothing in";
  expect(messageOf(chartOf("kube-system"))).toContain(`objects: ConfigMap "settings": ${why} namespace kube-system`);
  expect(messageOf(chartOf("karmada-es-m1"))).toContain(`${why} its own namespace karmada-es-m1`);
  expect(messageOf(chartOf("kube-system", []))).toBe("");
  expect(messageOf(chartOf("karmada-system", []))).toContain(why);
  expect(chartOf("kube-system", []).plan([{ name: "m1" }]).objects[0]!.members).toEqual(["m1"]);
  expect(messageOf(chartOf("shop", ["sho."]))).toContain(why);
});

describe("a custom resource without a definition in the app", () => {
  const propagated = (apiVersion: string, kind: string, scope?: "Cluster" | "Namespaced") => {
    const chart = new FederatedChart(new App(), "web", { namespace: "shop", placement });
    const object = new ApiObject(chart, "x", { apiVersion, kind, metadata: { name: "x" } });
    const { policy } = new Propagation(chart, "group", { objects: [object], scope });
    return { chart, policy, namespace: object.toJson().metadata.namespace };
  };

  test("is cluster-scoped where its kind is known to be", () => {
    const { policy, namespace, chart } = propagated("cert-manager.io/v1", "ClusterIssuer");
    expect([policy.kind, namespace]).toEqual(["ClusterPropagationPolicy", undefined]);
    expect(chart.findings).toEqual([]);
  });

  test("is in its namespace where its kind is known to be, such as a ServiceExport", () => {
    const { policy, namespace, chart } = propagated("multicluster.x-k8s.io/v1alpha1", "ServiceExport");
    expect([policy.kind, namespace]).toEqual(["PropagationPolicy", "shop"]);
    expect(chart.findings).toEqual([]);
    expect(chart.plan([{ name: "m1" }]).objects[0]!.members).toEqual(["m1"]);
  });

  test("is what the group says", () => {
    const { policy, namespace, chart } = propagated("example.com/v1", "Fleet", "Cluster");
    expect([policy.kind, namespace]).toEqual(["ClusterPropagationPolicy", undefined]);
    expect(chart.findings).toEqual([]);
    expect(propagated("example.com/v1", "Fleet", "Namespaced").policy.kind).toBe("PropagationPolicy");
  });

  test("has a warning that says what it is taken for, unless it has a namespace of its own", () => {
    const { chart } = propagated("example.com/v1", "Fleet");
    expect(chart.findings.map(tell)).toEqual([
      'web/group: objects: Fleet "x" of example.com/v1 may be cluster-scoped or in namespace "shop", where it is now; set scope, or add its CustomResourceDefinition to the app',
    ]);
    const metadata = { name: "y", namespace: "other" };
    const object = new ApiObject(chart, "y", { apiVersion: "example.com/v1", kind: "Fleet", metadata });
    new Propagation(chart, "others", { objects: [object] });
    expect(chart.findings).toHaveLength(1);
  });
});

test("what also acts on the federated API server has a warning", () => {
  const chart = new FederatedChart(new App(), "web", { placement });
  const type = { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" };
  new Propagation(chart, "hooks", { objects: [new ApiObject(chart, "x", { ...type, metadata: { name: "x" } })] });
  expect(chart.findings.map(tell)).toEqual([
    "web/x: ValidatingWebhookConfiguration x: also acts on the federated API server itself",
  ]);
});

test("an object is selected in the version in which Karmada sees it", () => {
  const chart = new FederatedChart(new App(), "web", { placement });
  const object = new ApiObject(chart, "x", {
    apiVersion: "autoscaling/v1",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "x" },
  });
  new Propagation(chart, "group", {
    objects: [object],
    overrides: [Override.on(["m1"], { labels: { tier: "edge" } })],
  });
  const policies = chart.toJson().filter(({ apiVersion }) => apiVersion === "policy.karmada.io/v1alpha1");
  expect(policies.map(({ kind, spec }) => [kind, spec.resourceSelectors[0].apiVersion])).toEqual([
    ["OverridePolicy", "autoscaling/v2"],
    ["PropagationPolicy", "autoscaling/v2"],
  ]);
  expect(chart.plan([{ name: "m1" }]).objects[0]!.members).toEqual(["m1"]);
});

test("a policy of a chart may propagate what is in a chart inside of it", () => {
  const outer = new Chart(new App(), "outer");
  const inner = new Chart(outer, "inner");
  const { objects } = new Propagation(outer, "all", { objects: [configMap(inner, "one")], placement });
  expect(objects.map(({ name }) => name)).toEqual(["one"]);
  expect(policyIn(outer)?.spec.resourceSelectors).toMatchObject([{ kind: "ConfigMap", name: "one" }]);
});

test("in a chart with an empty list of members, every name is a stranger, and the remedy is to list them", () => {
  const none = new FederatedChart(new App(), "none", { members: [] });
  new Propagation(none, "all", { objects: [configMap(none, "one")], placement: Placement.duplicated(["a"]) });
  expect(messageOf(none)).toContain('"a" is not a member of this federation; list the members of the chart');
});
