import { ApiObject, App, Chart, JsonPatch } from "cdk8s";
import fc from "fast-check";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { FederatedJob } from "../workloads/federated-job";
import { FederatedSecret } from "../objects/federated-secret";
import { Members } from "../members/members";
import { Override } from "./override";
import type { OverrideOptions } from "./override-options";
import { Propagation } from "../propagation/propagation";
import { faultsOf } from "../synthesis.test-support";
import { placement, web, rulesOf, on } from "./override.test-support";

test("an override on every member has no selection", () => {
  expect(rulesOf(web([Override.on(Members.all(), { labels: { tier: "edge" } })]))).toEqual([
    { overriders: { labelsOverrider: [{ operator: "add", value: { tier: "edge" } }] } },
  ]);
});

test("a field is replaced if it exists and added if not", () => {
  const [{ overriders }] = rulesOf(
    web([on({ set: { "/spec/template/spec/containers/0/image": "x", "/spec/paused": true } })]),
  );
  expect(overriders.plaintext).toEqual([
    { path: "/spec/paused", operator: "add", value: true },
    { path: "/spec/template/spec/containers/0/image", operator: "replace", value: "x" },
  ]);
});

test("overrides see objects as patched", () => {
  const chart = new Chart(new App(), "web");
  const overrides = [on({ set: { "/spec/paused": true } })];
  const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", placement, overrides });
  nginx.apiObject.addJsonPatch(JsonPatch.add("/spec/paused", false));
  expect(rulesOf(chart)[0].overriders.plaintext).toEqual([{ path: "/spec/paused", operator: "replace", value: true }]);
});

test("the last elements of a list are removed first, so that every pointer stays right", () => {
  const remove = [2, 10, 9].map((i) => `/data/list/${i}`);
  const chart = new Chart(new App(), "web");
  const object = new ApiObject(chart, "any", {
    apiVersion: "a.io/v1",
    kind: "Any",
    data: { list: [...Array(11).keys()] },
  });
  new Propagation(chart, "group", { objects: [object], placement, overrides: [on({ remove })] });
  expect(rulesOf(chart)[0].overriders.plaintext.map(({ path }: { path: string }) => path)).toEqual([
    "/data/list/10",
    "/data/list/9",
    "/data/list/2",
  ]);
});

test("all faults of an override are reported at once", () => {
  const overrides = [
    on({
      image: { registry: "no registry" },
      container: "proxy",
      labels: { "a b": "c" },
      annotations: { x: 1 as never },
    }),
    on({
      set: { "spec/paused": true, "/spec/strategy/type": "Recreate", "/metadata/name": "x" },
      remove: ["/spec/paused"],
    }),
    on({ set: { "/spec/template": {}, "/spec/template/spec": {} } }),
    on({ image: {} }),
    Override.on([], { labels: { tier: "edge" } }),
    on({}),
  ];
  expect(faultsOf(web(overrides))).toEqual(
    [
      "overrides[5]: changes nothing on the propagated objects; change fields that they have",
      'overrides[0].image: "no registry/repository:tag" is not an image reference; use one such as "nginx:1.29" or "registry.example.com/shop/cart:2"',
      'overrides[0].container: "proxy" is not a container of Deployment "nginx"; use "nginx"',
      'overrides[0].labels: "a b" is not a label key; use one such as "tier" or "example.com/tier"',
      'overrides[0].annotations.x: "1" is a number; put it in quotes',
      'overrides[1].set or remove: "spec/paused" is not a JSON pointer; use one such as "/spec/replicas"',
      'overrides[1]: "/spec/strategy" is not in Deployment "nginx"; use a pointer to a field that it has',
      'overrides[1]: "/metadata/name" identifies the object; create another object for these members',
      'overrides[1]: "/spec/paused" is not in Deployment "nginx"; use a pointer to a field that it has',
      'overrides[2]: "/spec/template" and "/spec/template/spec" overlap; use one of them',
      "overrides[3].image: {} changes nothing; set registry, repository or tag",
      "overrides[4]: Members.named: () selects nothing; add at least one",
    ].map((fault) => `[web/nginx/Policy] ${fault}`),
  );
});

test("data of a Secret does not go into a policy, which others can read", () => {
  const chart = new Chart(new App(), "web");
  const overrides = [on({ set: { "/stringData/TOKEN": "hunter2" } })];
  new FederatedSecret(chart, "credentials", { stringData: { TOKEN: "hunter1" }, placement, overrides });
  expect(faultsOf(chart)).toEqual([
    '[web/credentials/Policy] overrides[0]: "/stringData/TOKEN" would be readable in the policy; create another Secret for these members',
  ]);
});

test("an override of missing fields is a fault on an object, and is skipped in a chart's defaults", () => {
  const overrides = [on({ image: { registry: "mirror.example.com" } })];
  const chart = new FederatedChart(new App(), "web", { placement, overrides });
  new FederatedConfigMap(chart, "settings");
  expect(chart.toJson().map(({ kind }) => kind)).toEqual(["PropagationPolicy", "ConfigMap"]);
  new FederatedConfigMap(chart, "own", { overrides });
  expect(faultsOf(chart)).toEqual([
    "[web/own/Policy] overrides[0]: changes nothing on the propagated objects; change fields that they have",
  ]);
});

test("overrides of an object that goes with another are checked, too", () => {
  const chart = new FederatedChart(new App(), "web", { placement });
  const job = new FederatedJob(chart, "import", { image: "x" });
  new FederatedConfigMap(chart, "settings", { with: job, overrides: [on({ env: { A: "b" } })] });
  expect(faultsOf(chart)).toEqual([
    "[web/settings] overrides[0]: changes nothing on the propagated objects; change fields that they have",
  ]);
});

test("two overrides cannot both create the variables of a container that has none, unless their members are disjoint", () => {
  const tw = Override.on(Members.inRegion("tw"), { env: { REGION: "tw" } });
  const jp = Override.on(Members.inRegion("jp"), { env: { REGION: "jp" } });
  const some = Override.on(Members.labeled({ tier: "edge" }), { env: { CACHE: "on" } });
  expect(faultsOf(web([tw, jp]))).toEqual([]);
  expect(faultsOf(web([tw, some], { REGION: "none" }))).toEqual([]);
  expect(faultsOf(web([tw, some]))).toEqual([
    '[web/nginx/Policy] overrides[1]: "/spec/template/spec/containers/0/env" is also written by overrides[0]; combine both, or select different members',
  ]);
});

test("if the members are known, an override for an unknown one is a fault", () => {
  const chart = new FederatedChart(new App(), "web", { placement, members: [{ name: "f-a-cluster" }] });
  new FederatedDeployment(chart, "nginx", { image: "nginx", overrides: [on({ env: { A: "b" } })] });
  expect(faultsOf(chart)).toEqual([
    '[web/nginx/Policy] overrides[0]: "f-b-cluster" is not a member of this federation; use one of "f-a-cluster"',
  ]);
});

test("the order of changes makes no difference", () => {
  const changes: [keyof OverrideOptions, unknown][] = [
    ["image", { tag: "2", registry: "mirror.example.com" }],
    ["env", { B: "2", A: "1" }],
    ["args", { add: ["-q"], remove: ["-v"] }],
    ["set", { "/spec/paused": true, "/spec/minReadySeconds": 3 }],
    ["labels", { tier: "edge" }],
  ];
  const text = (order: typeof changes) => JSON.stringify(rulesOf(web([on(Object.fromEntries(order))])));
  fc.assert(
    fc.property(fc.shuffledSubarray(changes, { minLength: changes.length }), (order) => {
      expect(text(order)).toBe(text(changes));
    }),
  );
});

test("the policies of overrides are at hand, for what no option says", () => {
  const chart = new Chart(new App(), "web");
  const nginx = new FederatedDeployment(chart, "nginx", {
    image: "nginx",
    placement,
    overrides: [on({ labels: { a: "b" } })],
  });
  expect(nginx.propagation.overridePolicies.map(({ kind, name }) => [kind, name])).toEqual([
    ["OverridePolicy", "nginx-deployment"],
  ]);
});
