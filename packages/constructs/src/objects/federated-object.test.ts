import { ApiObject, App, Chart, JsonPatch } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedConfigMap } from "./federated-config-map";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { FederatedNamespace } from "./federated-namespace";
import { FederatedSecret } from "./federated-secret";
import { FederatedService } from "./federated-service";
import { MemberGroups } from "../members/member-groups";
import { Members } from "../members/members";
import { Placement } from "../placement/placement";
import { faultsOf, messageOf } from "../synthesis.test-support";

const [a, b] = ["f-a-cluster", "f-b-cluster"] as const;
const everywhere = Placement.evenly();
const chartOf = (fill: (chart: Chart) => void, chart = new Chart(new App(), "web")): Chart => {
  fill(chart);
  return chart;
};
const named = (chart: Chart) =>
  chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);

test("a Deployment comes with its policy, policy first, under the given names", () => {
  const web = chartOf((chart) => new FederatedDeployment(chart, "nginx", { image: "nginx", placement: everywhere }));
  expect(named(web)).toEqual(["PropagationPolicy default/nginx-deployment", "Deployment default/nginx"]);
});

test("the namespace comes from the metadata, or else from the chart", () => {
  const chart = new Chart(new App(), "web", { namespace: "shop" });
  new FederatedConfigMap(chart, "one", { placement: everywhere });
  new FederatedConfigMap(chart, "two", { placement: everywhere, metadata: { name: "second", namespace: "other" } });
  expect(named(chart)).toEqual([
    "PropagationPolicy shop/one-configmap",
    "ConfigMap shop/one",
    "PropagationPolicy other/second-configmap",
    "ConfigMap other/second",
  ]);
});

test("the object is the default child and can be patched", () => {
  const chart = new Chart(new App(), "web");
  const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement: everywhere });
  expect(ApiObject.of(nginx)).toBe(nginx.apiObject);
  nginx.apiObject.addJsonPatch(JsonPatch.add("/spec/paused", true));
  nginx.propagation.policy.addJsonPatch(JsonPatch.add("/spec/activationPreference", "Lazy"));
  expect(chart.toJson().map(({ spec }) => spec.paused ?? spec.activationPreference)).toEqual(["Lazy", true]);
});

test("the policy selects a patched name", () => {
  const chart = new Chart(new App(), "web");
  const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement: everywhere });
  nginx.apiObject.addJsonPatch(JsonPatch.replace("/metadata/name", "renamed"));
  expect(chart.toJson()[0].spec.resourceSelectors[0].name).toBe("renamed");
});

test("all faults of a program are reported at once, each with its path, its value and the remedy", () => {
  const web = chartOf((chart) => {
    new FederatedDeployment(chart, "Nginx", {
      image: "ngin x",
      port: 0,
      replicas: -1,
      placement: Placement.weighted([[a, 0]]),
    });
    new FederatedService(chart, "9lives", { port: 70000, placement: everywhere });
    new FederatedConfigMap(chart, "settings", { data: { "no key": "x" }, placement: "everywhere" as never });
  });
  expect(() => web.toJson()).toThrow(
    [
      "Validation failed with the following errors:",
      '[web/Nginx] metadata.name: "Nginx" is not a DNS label; use at most 63 lowercase letters, digits and inner "-"',
      '[web/Nginx] image: "ngin x" is not an image reference; use one such as "nginx:1.29" or "registry.example.com/shop/cart:2"',
      '[web/Nginx] port: "0" is out of range; use a whole number from 1 to 65535',
      '[web/Nginx] replicas: "-1" is out of range; use a whole number from 0',
      '[web/Nginx/Policy] placement.weighted[0] weight: "0" is out of range; use a whole number from 1',
      '[web/9lives] metadata.name: "9lives" is not a name for a Service; use at most 63 lowercase letters, digits and inner "-", starting with a letter',
      '[web/9lives] port: "70000" is out of range; use a whole number from 1 to 65535',
      '[web/settings] data: "no key" is not a key; use letters, digits, "-", "_" and "."',
      '[web/settings/Policy] placement: "everywhere" is a string; use a Placement',
    ].join("\n  "),
  );
});

test("no error shows the data of a Secret", () => {
  const stringData = { "bad key": "hunter2", TOKEN: "hunter3" };
  const web = chartOf((chart) => {
    new FederatedSecret(chart, "Bad name", { stringData, data: { TOKEN: "aHVudGVyMw==" }, placement: everywhere });
    new FederatedSecret(chart, "other", { stringData: { TOKEN: 4 as never }, placement: everywhere });
  });
  const message = String(new Error(messageOf(web)));
  expect(message).toContain("data.TOKEN: is set twice");
  expect(message).not.toMatch(/hunter|aHVudGVy/);
});

test("if the members are known, an unknown name is a fault", () => {
  const members = [{ name: a }, { name: b }];
  const chart = new FederatedChart(new App(), "web", { members });
  new FederatedConfigMap(chart, "one", { placement: Placement.duplicated([a, "f-c-cluster"]) });
  new FederatedConfigMap(chart, "two", { placement: Placement.duplicated(Members.all().except("f-d-cluster")) });
  new FederatedConfigMap(chart, "three", { placement: Placement.weighted([["f-e-cluster", 1]], { among: [a] }) });
  new FederatedConfigMap(chart, "four", { placement: Placement.duplicated([b]) });
  expect(messageOf(chart).split("\n  ").slice(1)).toEqual([
    '[web/one/Policy] placement: "f-c-cluster" is not a member of this federation; use one of "f-a-cluster", "f-b-cluster"',
    '[web/two/Policy] placement: "f-d-cluster" is not a member of this federation; use one of "f-a-cluster", "f-b-cluster"',
    '[web/three/Policy] placement: "f-e-cluster" is not a member of this federation; use one of "f-a-cluster", "f-b-cluster"',
  ]);
});

test("an object that goes with a workload shares its policy", () => {
  const web = chartOf((chart) => {
    const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", port: 8080, placement: everywhere });
    new FederatedConfigMap(chart, "settings", { with: nginx });
    nginx.exposeViaService({ port: 80 });
  });
  expect(named(web)).toEqual([
    "PropagationPolicy default/nginx-deployment",
    "Deployment default/nginx",
    "Service default/nginx",
    "ConfigMap default/settings",
  ]);
  expect(web.toJson()[2].spec).toEqual({
    type: "ClusterIP",
    ports: [{ port: 80, targetPort: 8080 }],
    selector: { "app.kubernetes.io/name": "nginx" },
  });
});

test("an object that goes with a spread workload goes to every member where the workload may run", () => {
  const web = chartOf((chart) => {
    const placement = Placement.duplicated(Members.inRegion("tw", "jp"), { spread: { regions: { max: 1 } } });
    const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement });
    new FederatedConfigMap(chart, "settings", { with: nginx });
  });
  const policy = web.toJson().find(({ metadata }) => metadata.name === "settings-configmap");
  expect(policy.spec.placement).toEqual(Placement.duplicated(Members.inRegion("jp", "tw")).spec);
});

test("an object that goes with a workload whose groups no selection can join needs its own placement", () => {
  const groups = MemberGroups.first("near", [a]).orElse("far", Members.inRegion("us"));
  const web = chartOf((chart) => {
    const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement: Placement.packed(groups) });
    new FederatedConfigMap(chart, "settings", { with: nginx });
  });
  expect(messageOf(web)).toContain(
    '[web/settings] with: the groups of "web/nginx" cannot be joined into one selection; use placement instead',
  );
});

test("an object that goes with a workload in another namespace is a fault", () => {
  const web = chartOf((chart) => {
    const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement: everywhere });
    new FederatedConfigMap(chart, "settings", { with: nginx, metadata: { namespace: "other" } });
  });
  expect(messageOf(web)).toContain(
    'objects: ConfigMap "settings" is in namespace "other", but the policy is in "default"',
  );
});

test("a full spec excludes the short form, and a placement excludes `with`", () => {
  const chart = new Chart(new App(), "web");
  const template = { metadata: { labels: { app: "x" } }, spec: { containers: [{ name: "x", image: "x" }] } };
  const spec = { selector: { matchLabels: { app: "x" } }, template };
  const whole = new FederatedDeployment(chart, "whole", { spec, placement: everywhere });
  // @ts-expect-error the image is in the spec
  new FederatedDeployment(chart, "both", { spec, image: "x", placement: everywhere });
  // @ts-expect-error neither image nor spec
  new FederatedDeployment(chart, "neither", { placement: everywhere });
  // @ts-expect-error either its own placement or another object's
  new FederatedConfigMap(chart, "two-places", { placement: everywhere, with: whole });
  // @ts-expect-error a Service selects pods by workload or by labels
  new FederatedService(chart, "two-ways", { port: 80, for: whole, selector: { app: "x" }, placement: everywhere });
  expect(whole.podLabels).toEqual({ app: "x" });
});

test("a spec that every member would refuse is a fault", () => {
  const web = chartOf((chart) => {
    const template = { metadata: { labels: { app: "y" } }, spec: { containers: [] } };
    const spec = { replicas: 1.5, selector: { matchLabels: { app: "x" } }, template };
    new FederatedDeployment(chart, "nginx", { spec, placement: everywhere });
  });
  expect(messageOf(web).split("\n  ").slice(1)).toEqual([
    "[web/nginx] spec: has no container in its pods; add at least one",
    "[web/nginx] spec.selector.matchLabels.app: differs from the label of the pods; use the same in both",
    '[web/nginx] replicas: "1.5" is out of range; use a whole number from 0',
  ]);
});

test("a namespace comes before everything in it, no matter where the program creates it", () => {
  const chart = new FederatedChart(new App(), "web", { namespace: "shop", placement: everywhere });
  new FederatedConfigMap(chart, "settings");
  new FederatedNamespace(chart, "shop");
  expect(chart.toJson().map(({ kind }) => kind)).toEqual(["Namespace", "PropagationPolicy", "ConfigMap"]);
});

test("a namespace that Karmada never propagates is a fault", () => {
  const web = chartOf((chart) => new FederatedNamespace(chart, "kube-shop"));
  expect(messageOf(web)).toContain('[web/kube-shop] metadata.name: "kube-shop" is never propagated; use another name');
});

test("an object that is given both a placement and another object to go with is a fault", () => {
  const chart = new Chart(new App(), "web");
  const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement: Placement.evenly() });
  // @ts-expect-error the types refuse it, too
  new FederatedConfigMap(chart, "settings", { with: nginx, placement: Placement.evenly() });
  expect(faultsOf(chart)).toEqual(["[web/settings] placement: cannot be combined with `with`; remove one of them"]);
});
