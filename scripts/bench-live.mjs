/** `npm run bench:live`: the reference set-up on the lab's clusters, by this library and by karmadactl in turn. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { LAB_HOME } from "../test/live/missing.js";
import { KUBECONFIG } from "./bench/live.mjs";
import { measureKarmadactl } from "./bench/karmadactl.mjs";
import { measureFloor, measureHighlyAvailable, measureLibrary } from "./bench/library.mjs";
import { median, table } from "./bench/measure.mjs";
import { REPLICAS } from "./bench/witnessed.mjs";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

if (!existsSync(join(LAB_HOME, "READY"))) {
  console.error("The lab's clusters are not up; run test/lab/build.sh, then test/lab/up.sh.");
  process.exit(1);
}
const ours = [];
const theirs = [];
const floors = [];
const available = [];
for (let round = 0; round < ROUNDS; round++) {
  ours.push(await measureLibrary(KUBECONFIG));
  floors.push(await measureFloor(KUBECONFIG, ours.at(-1).resources));
  theirs.push(await measureKarmadactl());
  available.push(await measureHighlyAvailable(KUBECONFIG));
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
const witnessedCells = (runs, step) => {
  const seen = runs.map(({ steps }) => steps[step]);
  const fewest = Math.min(...seen.map(({ fewest }) => fewest));
  return [seconds(middle(seen, "seconds")), `${fewest} of ${REPLICAS[step]}`];
};
const witnessedRow = (title, step) => [title, ...witnessedCells(ours, step), ...witnessedCells(theirs, step)];
console.log("\nOne of two members under maintenance, and out, with the fewest replicas of nginx that were ready");
table([
  ["", "this library", "ready", "karmadactl", "ready"],
  witnessedRow('maintenance: "cordon" | cordon', "cordon"),
  witnessedRow('maintenance: "drain" | taint, until all run elsewhere', "drain"),
  witnessedRow("no maintenance, twice the replicas | uncordon, scale", "back"),
  witnessedRow("no join | unjoin, until all run elsewhere", "leave"),
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
