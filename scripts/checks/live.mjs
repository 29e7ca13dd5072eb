/**
 * The tests on live clusters: those of the placement language, and those with the real Pulumi engine where it is
 * installed. LIVE=1 runs them whatever seems missing, LIVE=0 never.
 */
import { join } from "node:path";
import { missingClusters, missingPrograms } from "../../test/live/missing.js";
import { ROOT } from "../process.mjs";
import { jest } from "./jest.mjs";
import { skip, sum } from "./outcome.mjs";

const FOLDER = join(ROOT, "test", "live");
const MINUTES = Number(process.env.LIVE_MINUTES ?? 45);
const PLACEMENT_MINUTES = 10;

export function live() {
  const end = Date.now() + MINUTES * 60_000;
  const placement = suite("live placement tests", join(FOLDER, "placement"), PLACEMENT_MINUTES, missingClusters());
  const minutesLeft = (end - Date.now()) / 60_000;
  return sum([placement, suite("live tests", FOLDER, minutesLeft, [...missingClusters(), ...missingPrograms()])]);
}

function suite(name, folder, minutes, missing) {
  const reasons = { 0: ["LIVE=0"], 1: [] }[process.env.LIVE] ?? missing;
  if (reasons.length > 0) return skip(name, reasons);
  return jest(["--config", join(folder, "jest.config.js"), "--runInBand"], minutes);
}
