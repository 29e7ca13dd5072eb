/** `npm run bench`: the cost of importing, synthesizing and planning, compared with the libraries underneath. */
import { join } from "node:path";
import { compare, table } from "./bench/measure.mjs";
import { must, ROOT, run } from "./process.mjs";

const CORE = join(ROOT, "packages", "core");
const CONSTRUCTS = join(ROOT, "packages", "constructs");
const seconds = (value) => `${value.toFixed(3)} s`;
const megabytes = (value) => `${value.toFixed(0)} MB`;

function versus(title, codes, folder, most) {
  const results = compare(codes, folder);
  const [[ours, mine], [theirs, other]] = Object.entries(results);
  const over = mine.cpu - other.cpu;
  console.log(`\n${title}`);
  table([
    ["", "CPU", "memory"],
    [ours, seconds(mine.cpu), megabytes(mine.memory)],
    [theirs, seconds(other.cpu), megabytes(other.memory)],
    [`on top, at most ${seconds(most)}`, seconds(over), megabytes(mine.memory - other.memory)],
  ]);
  return over <= most;
}

const SYNTH = `
  const { App, Chart, ApiObject } = require("cdk8s");
  const chart = new Chart(new App(), "all", { disableResourceNameHashes: true });
  const names = Array.from({ length: MEMBERS }, (_, index) => "member-" + index);`;
const OURS = `
  const { FederatedDeployment, Placement } = require("./dist");
  names.forEach((member, m) => {
    for (let w = 0; w < 20; w++) new FederatedDeployment(chart, "w" + m + "-" + w, {
      image: "nginx", replicas: 4, placement: Placement.weighted([[member, 2], [names[(m + 1) % names.length], 1]]) });
  });
  chart.toJson();`;
const THEIRS = `
  names.forEach((member, m) => {
    for (let w = 0; w < 20; w++) {
      const name = "w" + m + "-" + w;
      const labels = { "app.kubernetes.io/name": name };
      const weights = [[member, 2], [names[(m + 1) % names.length], 1]];
      const policy = new ApiObject(chart, name + "-policy", {
        apiVersion: "policy.karmada.io/v1alpha1", kind: "PropagationPolicy",
        metadata: { name: name + "-deployment", namespace: "default" },
        spec: {
          resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", namespace: "default", name }],
          placement: {
            clusterAffinity: { clusterNames: weights.map(([one]) => one) },
            replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted",
              weightPreference: { staticWeightList: weights.map(([one, weight]) =>
                ({ targetCluster: { clusterNames: [one] }, weight })) } },
          },
        },
      });
      new ApiObject(chart, name, { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace: "default" },
        spec: { replicas: 4, selector: { matchLabels: labels }, template: { metadata: { labels },
          spec: { containers: [{ name, image: "nginx" }] } } } }).addDependency(policy);
    }
  });
  chart.toJson();`;
const synth = (members) => ({
  "with the constructs": SYNTH.replace("MEMBERS", members) + OURS,
  "cdk8s with the same objects": SYNTH.replace("MEMBERS", members) + THEIRS,
});

const PLAN = `
  const { comparePlans, planManifests } = require("./dist/plan");
  const members = Array.from({ length: 100 }, (_, index) => ({ name: "member-" + index, region: "r" + index % 7 }));
  const objects = Array.from({ length: 1000 }, (_, index) => {
    const metadata = { name: "w" + index, namespace: "default" };
    return [{ apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas: 1 + index % 150 } },
      { apiVersion: "policy.karmada.io/v1alpha1", kind: "PropagationPolicy", metadata, spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: metadata.name }],
        placement: { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted",
          weightPreference: { staticWeightList: [{ targetCluster: { fieldSelector: { matchExpressions: [
            { key: "region", operator: "In", values: ["r" + index % 7] }] } }, weight: 3 },
            { targetCluster: {}, weight: 1 }] } } } } }];
  }).flat();
  CALL`;
const CHANGE = `
  const before = planManifests(objects, members);
  const after = planManifests(objects, members.slice(1));
  CALL`;

const within = [
  versus(
    "Import of @fedstack/core",
    { "@fedstack/core": 'require("./dist")', "@pulumi/kubernetes": 'require("@pulumi/kubernetes")' },
    CORE,
    0.1,
  ),
  versus(
    "Import of @fedstack/constructs",
    { "@fedstack/constructs": 'require("./dist")', cdk8s: 'require("cdk8s")' },
    CONSTRUCTS,
    0.03,
  ),
  versus("Synthesis, 10 members with 20 workloads each", synth(10), CONSTRUCTS, 0.6),
  versus("Synthesis, 100 members with 20 workloads each", synth(100), CONSTRUCTS, 0.6),
  versus(
    "Plan of 1,000 workloads on 100 members",
    {
      "with the plan": PLAN.replace("CALL", "planManifests(objects, members);"),
      "only its inputs": PLAN.replace("CALL", ""),
    },
    CONSTRUCTS,
    0.25,
  ),
  versus(
    "Comparison of two such plans",
    {
      "with the comparison": PLAN.replace("CALL", CHANGE.replace("CALL", "comparePlans(before, after);")),
      "only the plans": PLAN.replace("CALL", CHANGE.replace("CALL", "")),
    },
    CONSTRUCTS,
    0.5,
  ),
];
console.log(`\n${within.filter(Boolean).length} of ${within.length} within their limits`);

/** A program in Node only, without the engine and its providers. */
const PROGRAM = `
  const { App } = require("cdk8s");
  const { FederatedChart, FederatedDeployment, Placement } = require("@fedstack/constructs");
  const { Cluster, Federation } = require("./dist");
  const { fakeKubeconfig, record } = require("./dist/testing");
  console.info = console.log = () => {};
  const names = Array.from({ length: COUNT }, (_, index) => "member-" + index);
  const kubeconfig = fakeKubeconfig("host", ...names);
  const cluster = (context) => Cluster.fromKubeconfig(context, kubeconfig, { context });
  record(() => {
    const service = { type: "NodePort", advertiseAddress: "172.22.132.31" };
    const federation = new Federation(cluster("host"), "kairen.com.", { apiServer: { service } });
    const members = names.map((name) => federation.join(cluster(name)));
    const chart = new FederatedChart(new App(), "shop", { members });
    for (const name of names) {
      new FederatedDeployment(chart, name, { image: "nginx", replicas: 40, placement: Placement.evenly() });
    }
    federation.deploy("shop", chart);
  }, { preview: true })`;
/** Pulumi's engine starts a process for each provider. */
const COUNT_PROVIDERS = `.then((resources) =>
    process.stdout.write(String(resources.filter(({ type }) => type === "pulumi:providers:kubernetes").length)))`;

const programs = Object.fromEntries(
  [10, 100].map((count) => [`${count} members, ${count} workloads`, PROGRAM.replace("COUNT", count)]),
);
const providers = (code) => must(run(process.execPath, ["-e", code + COUNT_PROVIDERS], { cwd: CORE }));
console.log("\nPreview of a program, as far as it runs in Node, and the processes of Kubernetes providers beside it");
table([
  ["", "CPU", "memory", "processes"],
  ...Object.entries(compare(programs, CORE, 3)).map(([what, { cpu, memory }]) => [
    what,
    seconds(cpu),
    megabytes(memory),
    providers(programs[what]),
  ]),
]);
