/** `npm run demo`: shows what examples/on-prem would create, without a cluster or Pulumi's engine. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { membersOf, PICTURE, writePicture } from "./picture.mjs";
import { ROOT, run } from "./process.mjs";

const EXAMPLE = join(ROOT, "examples", "on-prem");
const YAML = join(ROOT, "demo-out");
const MEMBERS = { "f-a-cluster": "a-cluster-context", "f-b-cluster": "b-cluster-context" };
const HOST = "f-cluster";

const load = createRequire(join(EXAMPLE, "index.ts"));
load("ts-node").register({ transpileOnly: true, cwd: EXAMPLE });
const { fakeKubeconfig, plain, record } = load("@fedstack/core/testing");
const { dnsNames } = load("@fedstack/constructs/names");
const { planManifests, planTable } = load("@fedstack/constructs/plan");

const bold = (text) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text);
const title = (text) => console.log(`\n${bold(text)}`);

/** Runs the example like a preview, without its own log. */
async function recordExample() {
  const folder = mkdtempSync(join(tmpdir(), "fedstack-demo-"));
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, fakeKubeconfig("f-cluster-context", ...Object.values(MEMBERS)));
  const { log, warn } = console;
  console.log = console.warn = () => {};
  try {
    return await record(() => void load("./index.ts"), {
      preview: true,
      config: {
        kubeconfig,
        hostContext: "f-cluster-context",
        memberContexts: JSON.stringify(MEMBERS),
        zone: "kairen.com.",
        advertiseAddress: "172.22.132.31",
        replicas: "4",
      },
    });
  } finally {
    Object.assign(console, { log, warn });
    rmSync(folder, { recursive: true });
  }
}

function kindOf({ type }) {
  return type.split(":").at(-1);
}

function manifestOf({ inputs }) {
  return plain(inputs);
}

/** `3 ClusterRole, 2 Secret`, most first. */
function tally(resources) {
  const counts = new Map();
  for (const resource of resources) counts.set(kindOf(resource), (counts.get(kindOf(resource)) ?? 0) + 1);
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byCount.map(([kind, count]) => `${count} ${kind}`).join(", ");
}

function showWorkloads(resources) {
  const workloads = resources.filter((resource) =>
    ["Deployment", "StatefulSet", "EtcdCluster"].includes(kindOf(resource)),
  );
  const rows = workloads.map((resource) => {
    const { metadata, spec } = manifestOf(resource);
    const [container] = spec.template?.spec.containers ?? [];
    const image = container?.image ?? `${kindOf(resource)}, run by etcd-operator`;
    return [metadata.namespace, metadata.name, `× ${spec.replicas ?? spec.size}`, image];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows.sort()) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`);
  }
}

/** Names of nginx in the zone, whose addresses each has, and the members that have them. */
function namesAmong(members) {
  const { global, regions, zones } = dnsNames("nginx", "federation", "kairen.com.", members);
  const inRegion = (region) => members.filter((member) => member.region === region);
  return [
    [global, "all members", members],
    ...Object.entries(regions).map(([region, name]) => [name, `members in region ${region}`, inRegion(region)]),
    ...Object.entries(zones).map(([place, name]) => {
      const [region, zone] = place.split("/");
      const there = inRegion(region).filter(({ zones: its }) => its.includes(zone));
      return [name, `members in zone ${zone} of ${region}`, there];
    }),
  ];
}

function showNames(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, who] of rows) console.log(`  ${name.padEnd(width)}  ${who}`);
}

function synthesize() {
  const { ok, output } = run("ts-node", ["--transpile-only", "main.ts"], {
    cwd: join(ROOT, "examples", "gitops"),
    env: { CDK8S_OUTDIR: YAML, PATH: `${join(EXAMPLE, "node_modules", ".bin")}:${process.env.PATH}` },
  });
  if (!ok) throw new Error(output);
}

const resources = await recordExample();
const at = (...providers) =>
  resources.filter(({ type, provider }) => type.startsWith("kubernetes:") && providers.includes(provider));
const onHost = at(HOST, `${HOST}-adopting`);
const inApi = at("federation-provisioner", "federation-api");
const clusters = inApi.filter((resource) => kindOf(resource) === "Cluster");
const applied = inApi.filter(({ parent }) => parent === "federation-web").map(manifestOf);

console.log(bold("examples/on-prem, run with recorded resources: no cluster is contacted and nothing is installed."));
title(`On the host ${HOST}: ${onHost.length} objects`);
console.log(`  ${tally(onHost)}\n`);
showWorkloads(onHost);
title(`In the federated API: ${inApi.length} objects`);
console.log(`  ${tally(inApi)}`);
for (const name of Object.keys(MEMBERS)) {
  const inMember = at(name, `${name}-adopting`);
  title(`On the member ${name}: ${inMember.length} objects`);
  console.log(`  ${tally(inMember)}`);
}
const keys = resources.filter((resource) => kindOf(resource) === "PrivateKey").length;
title("In the Pulumi state, encrypted");
console.log(`  ${keys} private keys, one per component and purpose; kubeconfigs; members' tokens`);
title("Where every replica lands");
const members = membersOf(clusters.map(manifestOf));
const plan = planManifests(applied, members);
console.log(planTable(plan).replace(/^/gm, "  "));
title("DNS names that will resolve, over UDP and TCP at the host's node port");
const names = namesAmong(members);
showNames(names);
title("The picture");
await writePicture(
  plan,
  members,
  Object.fromEntries(names.map(([name, , there]) => [name, there.map((one) => one.name)])),
);
console.log(`  ${PICTURE}`);
synthesize();
title("The workload as YAML, for a GitOps tool");
console.log("  demo-out/web.k8s.yaml");
title("To run it on real clusters");
console.log("  npm run demo:live makes three. For your own, see examples/on-prem/README.md");
