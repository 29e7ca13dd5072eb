/** `npm run bench:live`: the reference set-up on the lab's clusters, by this library and by karmadactl in turn. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { between, Engine } from "./bench/engine.mjs";
import { median, table } from "./bench/measure.mjs";
import { ROOT } from "./process.mjs";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const LAB = process.env.LAB_HOME ?? join(homedir(), ".cache", "federation-lab");
const CONFIG = join(LAB, "kube", "config");
const KARMADA = join(ROOT, "test", "lab", "karmada.sh");

function lab(...command) {
  return execFileSync(command[0], command.slice(1), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** The times that karmadactl takes: `init 60.1 s`, `join f-a-cluster 4.4 s`, and so on. */
function measurePeer() {
  const printed = lab(KARMADA);
  lab(KARMADA, "remove");
  const secondsOf = (step) => Number(new RegExp(`^${step} ([0-9.]+) s$`, "m").exec(printed)?.[1]);
  const joins = ["f-a-cluster", "f-b-cluster"].map((member) => secondsOf(`join ${member}`));
  const init = secondsOf("init");
  const join = median(joins);
  return { init, join, ready: join, all: init + joins[0] + joins[1] };
}

/** What Pulumi itself takes for a number of resources, in an `up` without changes. */
async function measureFloor(resources) {
  const engine = new Engine("test/live/programs/floor");
  try {
    await engine.init({ kubeconfig: CONFIG, resources: String(resources) });
    await engine.up();
    const second = await engine.up();
    await engine.destroy();
    return { second: second.seconds, secondCpu: second.cpu };
  } finally {
    engine.dispose();
  }
}

async function measureLibrary() {
  const engine = new Engine("examples/on-prem");
  try {
    await engine.init({ kubeconfig: CONFIG });
    const up = await engine.up();
    const second = await engine.up();
    await engine.configure({ "memberContexts.f-a-cluster": "a-cluster-context" });
    await engine.up();
    const without = await engine.up();
    await engine.configure({ "memberContexts.f-b-cluster": "b-cluster-context" });
    const joining = await engine.up();
    const destroy = await engine.destroy();
    const ready = between(joining, /./, created(":Cluster federation-f-b-cluster"));
    return {
      init: acceptsPolicies(up),
      join: ready - without.seconds,
      ready,
      all: up.seconds,
      second: second.seconds,
      secondCpu: second.cpu,
      resources: Number(/(\d+) unchanged/.exec(second.lines.map(({ text }) => text).join("\n"))[1]),
      destroy: destroy.seconds,
    };
  } finally {
    engine.dispose();
  }
}

/** The same federation with several pods of everything: from nothing, and back. */
async function measureHighlyAvailable() {
  const engine = new Engine("examples/on-prem");
  try {
    await engine.init({ kubeconfig: CONFIG, highlyAvailable: "true" });
    const up = await engine.up();
    const destroy = await engine.destroy();
    return { init: acceptsPolicies(up), all: up.seconds, destroy: destroy.seconds };
  } finally {
    engine.dispose();
  }
}

const created = (what) => new RegExp(`${what} created`);

function acceptsPolicies(up) {
  return between(up, /./, created("providers:kubernetes federation-api"));
}

if (!existsSync(join(LAB, "READY"))) {
  console.error("The lab's clusters are not up; run test/lab/build.sh, then test/lab/up.sh.");
  process.exit(1);
}
const ours = [];
const theirs = [];
const floors = [];
const available = [];
for (let round = 0; round < ROUNDS; round++) {
  ours.push(await measureLibrary());
  floors.push(await measureFloor(ours.at(-1).resources));
  theirs.push(measurePeer());
  available.push(await measureHighlyAvailable());
  console.log(`Round ${round + 1}: ${JSON.stringify([ours, floors, theirs, available].map((runs) => runs.at(-1)))}`);
}
const middle = (runs, step) => median(runs.map((run) => run[step]));
const seconds = (value) => `${value.toFixed(1)} s`;
const row = (title, step, most, others = theirs, own = ours) => {
  const [mine, peer] = [middle(own, step), middle(others, step)];
  return [title, seconds(mine), seconds(peer), (mine / peer).toFixed(2), most];
};
console.log(`Medians of ${ROUNDS} rounds, each on bare clusters`);
table([
  ["", "this library", "karmadactl", "ratio", "at most"],
  row("from an empty host to an API that accepts policies", "init", "0.60"),
  row("what a join adds to an up, until the member is Ready", "join", "1.00"),
  row("an up with a join, from its start until the member is Ready", "ready", ""),
  row("control plane, DNS, two members, nginx | init and two joins", "all", "1.00"),
  ["destroy", seconds(middle(ours, "destroy")), "", "", ""],
]);
// With --etcd-replicas=3, karmadactl's first etcd pod waits for the others, which wait for it: nothing else can be compared.
console.log("\nHighly available: three members of etcd, two pods of every component; karmadactl runs one of each");
table([
  ["", "this library", "karmadactl", "ratio", ""],
  row("from an empty host to an API that accepts policies", "init", "", theirs, available),
  row("control plane, DNS, two members, nginx | init and two joins", "all", "", theirs, available),
  ["destroy", seconds(middle(available, "destroy")), "", "", ""],
]);
console.log(`\nA second up with no changes, of ${ours[0].resources} resources and of as many ConfigMaps`);
table([
  ["", "this library", "ConfigMaps", "ratio", "at most"],
  row("time", "second", "1.30", floors),
  row("CPU", "secondCpu", "", floors),
]);
