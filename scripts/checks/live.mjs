/**
 * The tests on live clusters: those of placements, and those that need the Pulumi CLI, if it is installed. LIVE=1 runs
 * them even if something seems to be missing; LIVE=0 skips them. The suites run one after another until LIVE_UNTIL, in
 * seconds since 1970: a suite that would take longer than the time left is skipped and counted.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { missingClusters, missingPrograms } from "../../test/live/missing.js";
import { ROOT } from "../process.mjs";
import { jest } from "./jest.mjs";
import { skip, sum } from "./outcome.mjs";

const FOLDER = join(ROOT, "test", "live");
const DEFAULT_MINUTES = 75;
/** How much more than expected a suite may take: one that is begun is to end. */
const MARGIN = 1.5;

/** Minutes that each suite takes on a fast machine, the most telling first. */
const USUAL_MINUTES = JSON.parse(readFileSync(join(FOLDER, "minutes.json"), "utf8"));

/** Suites of placements, which do not need the Pulumi CLI, with the test files of each. */
const OF_PLACEMENTS = {
  placement: ["--testPathIgnorePatterns", "random-objects"],
  "random-objects": ["random-objects.test.ts"],
};

export function live() {
  const end = process.env.LIVE_UNTIL ? Number(process.env.LIVE_UNTIL) * 1000 : Date.now() + DEFAULT_MINUTES * 60_000;
  const pace = { usual: 0, taken: 0 };
  return sum(Object.entries(USUAL_MINUTES).map(([name, usual]) => suite(name, usual, pace, end)));
}

function suite(name, usual, pace, end) {
  const title = `live tests, ${name}`;
  const missing = name in OF_PLACEMENTS ? missingClusters() : [...missingClusters(), ...missingPrograms()];
  const reasons = { 0: ["LIVE=0"], 1: [] }[process.env.LIVE] ?? missing;
  if (reasons.length > 0) return skip(title, reasons);
  const left = (end - Date.now()) / 60_000;
  const expected = usual * slowness(pace) * MARGIN;
  if (expected > left) return skip(title, [`may need ${Math.ceil(expected)} minutes, ${Math.floor(left)} are left`]);
  console.log(`\n${title}: at most ${Math.ceil(expected)} of ${Math.floor(left)} minutes`);
  const start = Date.now();
  const outcome = jest([...configurationOf(name), "--runInBand"], left);
  pace.usual += usual;
  pace.taken += (Date.now() - start) / 60_000;
  return outcome;
}

/** How many times as long as usual suites take on this machine, as far as it is known. */
function slowness({ usual, taken }) {
  return usual === 0 ? 1 : Math.max(1, taken / usual);
}

function configurationOf(name) {
  return name in OF_PLACEMENTS
    ? ["--config", join(FOLDER, "placement", "jest.config.js"), ...OF_PLACEMENTS[name]]
    : ["--config", join(FOLDER, "jest.config.js"), `${name}.test.ts`];
}
