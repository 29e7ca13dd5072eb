import { App } from "cdk8s";
import * as fc from "fast-check";
import { FederatedChart } from "../chart/federated-chart";
import type { Member } from "../plan";
import { fromKubefed } from "./from-kubefed";
import { deployment, faultsOf, federated, landed, preference, read, warningsOf } from "./kubefed.test-support";

const EVERYWHERE = { placement: { clusterSelector: {} } };

test("without a preference, each selected member runs all replicas of the template", () => {
  const chart = read(deployment({ placement: { clusterSelector: { matchLabels: { tier: "edge" } } } }));
  expect(landed(chart)).toEqual({ web: { a: 3, b: 3 } });
  expect(chart.findings).toEqual([]);
});

test("a preference divides its total by its weights among all members, whatever the placement says", () => {
  const weights = { a: { weight: 2 }, "*": { weight: 1 } };
  const chart = read(
    deployment({ placement: { clusters: [{ name: "a" }] } }),
    preference({ totalReplicas: 8, clusters: weights }),
  );
  expect(landed(chart)).toEqual({ web: { a: 4, b: 2, c: 2 } });
  expect(chart.findings).toEqual([]);
});

test("a preference that intersects divides among the members of the placement", () => {
  const chart = read(
    deployment({ placement: { clusterSelector: { matchLabels: { tier: "edge" } } } }),
    preference({ totalReplicas: 8, intersectWithClusterSelector: true }),
  );
  expect(landed(chart)).toEqual({ web: { a: 4, b: 4 } });
});

test("a preference that intersects reads the selector only, because it writes the list of clusters itself", () => {
  const placement = { clusters: [{ name: "a" }], clusterSelector: { matchLabels: { tier: "edge" } } };
  const chart = read(deployment({ placement }), preference({ totalReplicas: 4, intersectWithClusterSelector: true }));
  expect(landed(chart)).toEqual({ web: { a: 2, b: 2 } });
});

test("overrides of a FederatedNamespace are kept", () => {
  const overrides = [
    { clusterName: "b", clusterOverrides: [{ path: "/metadata/labels", op: "add", value: { a: "b" } }] },
  ];
  const chart = read(federated("Namespace", { ...EVERYWHERE, overrides }, { name: "shop" }));
  expect(landed(chart)).toEqual({ "Namespace shop": ["a", "b", "c"] });
  expect(chart.toJson().map(({ kind }: { readonly kind: string }) => kind)).toContain("ClusterOverridePolicy");
});

test.each([undefined, Buffer.from("a: b")])("what is not a text is a fault: %p", (yaml) => {
  expect(faultsOf(yaml as never)).toEqual([expect.stringMatching(/^yaml: .*; use a (text of YAML or JSON|string)$/)]);
});

test("a FederatedNamespace limits the members of what is in it", () => {
  const namespace = federated(
    "Namespace",
    { placement: { clusters: [{ name: "b" }, { name: "c" }] } },
    { name: "shop" },
  );
  const chart = read(
    namespace,
    deployment(EVERYWHERE),
    federated("ConfigMap", { template: { data: {} }, ...EVERYWHERE }),
  );
  expect(landed(chart)).toEqual({ web: { b: 3, c: 3 }, "ConfigMap web": ["b", "c"], "Namespace shop": ["b", "c"] });
});

test("what selects no member is left out with a warning, and so are kubefed's own objects", () => {
  const cluster = JSON.stringify({
    apiVersion: "core.kubefed.io/v1beta1",
    kind: "KubeFedCluster",
    metadata: { name: "a" },
  });
  const chart = read(
    federated("Secret", { template: {}, placement: { clusters: [] } }),
    federated("Secret", {}),
    cluster,
  );
  expect(landed(chart)).toEqual({});
  expect(warningsOf(chart)).toEqual([
    "document 1: FederatedSecret shop/web: selects no member, so it is left out",
    "document 2: FederatedSecret shop/web: selects no member, so it is left out",
    "document 3: KubeFedCluster a: is left out: join the cluster as a member",
  ]);
});

test("faults are reported at once, each with its document, without data of Secrets", () => {
  const faults = faultsOf(
    JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "plain" } }),
    federated("Widget", EVERYWHERE),
    federated("Secret", { template: { data: { password: "aHVudGVyMg==" } }, placement: { clusters: "a" } }),
    federated("Secret", { template: { stringData: { a: "b" } }, overrides: "hunter2" }, { name: "other" }),
    "kind: [hunter2",
  );
  expect(faults).toEqual([
    expect.stringMatching(/^document 5: /),
    expect.stringMatching(/^document 1: ConfigMap plain: is not an object of kubefed; /),
    expect.stringMatching(/^document 2: FederatedWidget shop\/web: spec\.template: has no apiVersion, and "Widget" /),
    expect.stringMatching(/^document 3: FederatedSecret shop\/web: spec\.placement\.clusters: is a string; use a list/),
    expect.stringMatching(/^document 4: FederatedSecret shop\/other: spec\.overrides: is a string; use a list/),
  ]);
  expect(faults.join()).not.toMatch(/hunter2|aHVudGVyMg/);
});

test("an object that is written twice is a fault", () => {
  expect(faultsOf(deployment(EVERYWHERE), deployment(EVERYWHERE))).toEqual([
    'document 2: FederatedDeployment shop/web: "web" appears twice; list each object once',
  ]);
});

test.each<[readonly Member[], string]>([
  [[], "members: [] is empty;"],
  [[{ name: "a" }, { name: "a" }], '"a" is the name of two members;'],
])("members %j are a fault", (members, fault) => {
  const chart = new FederatedChart(new App(), "chart");
  fromKubefed(chart, deployment(EVERYWHERE), { members });
  expect(chart.node.validate()).toEqual([expect.stringContaining(fault)]);
});

test("any spec is either read or refused, and nothing is thrown", () => {
  const keys = ["clusters", "name", "clusterSelector", "matchLabels", "clusterOverrides", "path", "template", "spec"];
  const loose = fc.oneof(fc.constant(undefined), fc.object({ key: fc.constantFrom(...keys) }), fc.anything());
  const spec = fc.record({ template: loose, placement: loose, overrides: loose, retainReplicas: loose });
  const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
  fc.assert(
    fc.property(fc.constantFrom("ConfigMap", "Deployment", "Ingress", "Namespace"), spec, loose, (kind, one, other) => {
      const text = JSON.stringify(JSON.parse(federated(kind, {})), plain).replace(
        '"spec":{}',
        `"spec":${JSON.stringify(one, plain)}`,
      );
      const chart = read(
        text,
        preference({}).replace('"spec":{', `"spec":${JSON.stringify(other, plain) ?? "{}"},"x":{`),
      );
      if (chart.node.findAll().every(({ node }) => node.validate().length === 0)) expect(chart.toJson()).toBeDefined();
    }),
    { numRuns: 200 },
  );
});
