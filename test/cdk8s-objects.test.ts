import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FederatedChart, Placement, Propagation, findingsOf } from "@fedstack/constructs";
import { tell } from "@fedstack/constructs/faults";
import { findingLine } from "@fedstack/constructs/plan";
import { App, Helm, Include } from "cdk8s";
import * as kplus from "cdk8s-plus-34";

const members = [{ name: "f-a-cluster" }, { name: "f-b-cluster" }];
const onA = Placement.duplicated(["f-a-cluster"]);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fedstack-objects-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: object };
  readonly spec?: { readonly resourceSelectors?: readonly { readonly kind: string; readonly name: string }[] };
}

const RENDERED = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: carts.example.com}
spec: {group: example.com, scope: Cluster, names: {kind: Cart, plural: carts}, versions: [{name: v1, served: true, storage: true}]}
---
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: shop}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: two, namespace: shop}}
---
apiVersion: example.com/v1
kind: Cart
metadata: {name: main}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: shop, annotations: {helm.sh/hook: "pre-install,pre-upgrade"}}
spec: {template: {spec: {containers: [{name: migrate, image: busybox}], restartPolicy: Never}}}
---
apiVersion: v1
kind: Pod
metadata: {name: probe, namespace: shop, annotations: {helm.sh/hook: test}}
spec: {containers: [{name: probe, image: busybox}]}
`;

/** A chart that is rendered by a program in place of Helm. */
function rendered(chart: FederatedChart): Helm {
  const helmExecutable = join(folder, "helm");
  writeFileSync(helmExecutable, `#!/bin/sh\ncat <<'RENDERED'\n${RENDERED}\nRENDERED\n`);
  chmodSync(helmExecutable, 0o755);
  return new Helm(chart, "helm", { chart: "shop", helmExecutable });
}

function included(chart: FederatedChart): Include {
  const url = join(folder, "shop.yaml");
  writeFileSync(url, RENDERED);
  return new Include(chart, "file", { url });
}

const selected = (objects: readonly Written[]): string[] =>
  objects.flatMap(({ spec }) => (spec?.resourceSelectors ?? []).map(({ kind, name }) => `${kind} ${name}`));

describe.each([
  ["a Helm chart", rendered],
  ["an included file", included],
])("%s", (_, create) => {
  const federate = (): FederatedChart => {
    const chart = new FederatedChart(new App(), "web");
    new Propagation(chart, "shop", { objects: [create(chart)], placement: onA });
    return chart;
  };

  test("is propagated object by object, with Lists taken apart", () => {
    const objects = federate().toJson() as Written[];
    expect(selected(objects)).toEqual([
      "Namespace shop",
      "CustomResourceDefinition carts.example.com",
      "ConfigMap one",
      "ConfigMap two",
      "Cart main",
      "Job migrate",
      "Pod probe",
    ]);
    expect(objects.filter(({ kind }) => kind === "List")).toEqual([]);
  });

  test("has its namespaces and definitions where its policy says", () => {
    const chart = federate();
    const namespace = (chart.toJson() as Written[]).find(({ kind }) => kind === "Namespace");
    expect(namespace?.metadata.labels).toEqual({ "namespace.karmada.io/skip-auto-propagation": "true" });
    const { objects, missing } = chart.plan(members);
    const landed = objects.map(({ kind, namespace: space = "", members: there }) => [kind, space, ...there].join(" "));
    expect(landed.sort()).toEqual([
      "Cart  f-a-cluster",
      "ConfigMap shop f-a-cluster",
      "ConfigMap shop f-a-cluster",
      "CustomResourceDefinition  f-a-cluster",
      "Namespace  f-a-cluster",
    ]);
    expect(missing).toEqual([]);
  });

  test("names Helm's hooks and tests, in the chart and in the plan", () => {
    const chart = federate();
    const remedy = 'but it runs at once, next to everything else; leave it out: render the chart with "--no-hooks"';
    const told = [
      `Job shop/migrate: is a hook of Helm (pre-install,pre-upgrade), ${remedy}`,
      `Pod shop/probe: is a test of Helm (test), ${remedy}`,
    ];
    expect(chart.findings.map(({ path, ...rest }) => tell({ ...rest, path: path.replace(/^web\S+ /, "") }))).toEqual(
      told,
    );
    expect(chart.plan(members).findings.map(tell)).toEqual(told);
  });
});

test("objects of cdk8s-plus are propagated, and refer to each other as before", () => {
  const chart = new FederatedChart(new App(), "web", { namespace: "shop", placement: onA });
  const settings = new kplus.ConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" } });
  const web = new kplus.Deployment(chart, "web", {
    replicas: 2,
    containers: [
      { image: "nginx", portNumber: 80, envFrom: [kplus.Env.fromConfigMap(settings)], securityContext: { user: 1000 } },
    ],
  });
  const service = web.exposeViaService({ ports: [{ port: 80 }] });
  new Propagation(chart, "group", { objects: [settings, web, service] });
  expect(selected(chart.toJson() as Written[])).toEqual([
    `ConfigMap ${settings.name}`,
    `Deployment ${web.name}`,
    `Service ${service.name}`,
  ]);
  const { workloads, missing } = chart.plan(members);
  expect(workloads.map(({ assignments }) => assignments)).toEqual([[{ member: "f-a-cluster", replicas: 2 }]]);
  expect(missing).toEqual([]);
});

test("an object that nothing places has a warning, in the words of the plan", () => {
  const chart = new FederatedChart(new App(), "web", { namespace: "shop", placement: onA });
  const settings = new kplus.ConfigMap(chart, "settings");
  const forgotten = new kplus.Deployment(chart, "forgotten", { containers: [{ image: "nginx" }] });
  new Propagation(chart, "group", { objects: [settings] });
  const told = `Deployment shop/${forgotten.name}: stays in the federated API: no policy selects it; select it in a policy, such as with a Propagation`;
  expect(chart.findings.map(findingLine)).toEqual([`warning: web/forgotten: ${told}`]);
  expect(findingsOf(chart.node.root)).toEqual(chart.findings);
  expect(chart.plan(members).findings.map(findingLine)).toEqual([`warning: ${told}`]);
});

test("what is probably a mistake is shown when cdk8s synthesizes, and not otherwise", () => {
  const program = `
    const { FederatedChart, FederatedConfigMap, Placement } = require("@fedstack/constructs");
    const { ApiObject, App } = require("cdk8s");
    const app = new App();
    const chart = new FederatedChart(app, "web", { placement: Placement.evenly() });
    new FederatedConfigMap(chart, "settings");
    chart.toJson();
    new ApiObject(chart, "forgotten", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "forgotten" } });
    app.synthYaml();`;
  const { CDK8S_OUTDIR: untold, ...env } = process.env;
  expect(untold).toBeUndefined();
  const run = (more: object) =>
    spawnSync(process.execPath, ["-e", program], { cwd: __dirname, encoding: "utf8", env: { ...env, ...more } });
  expect(run({ CDK8S_OUTDIR: folder })).toMatchObject({
    status: 0,
    stdout: "",
    stderr:
      "warning: web/forgotten: ConfigMap forgotten: stays in the federated API: no policy selects it; " +
      "select it in a policy, such as with a Propagation\n",
  });
  expect(run({})).toMatchObject({ status: 0, stdout: "", stderr: "" });
});
