/** The tests on live clusters, with the real Pulumi engine. LIVE=1 runs them whatever seems missing, LIVE=0 never. */
import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "../process.mjs";
import { jest } from "./jest.mjs";
import { skip } from "./outcome.mjs";

const FOLDER = join(ROOT, "test", "live");
const PROGRAMS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes", "pulumi-resource-tls"];
const MINUTES = Number(process.env.LIVE_MINUTES ?? 45);

export function live() {
  const reasons = process.env.LIVE === "1" ? [] : whyNot();
  if (reasons.length === 0) return jest(["--config", join(FOLDER, "jest.config.js"), "--runInBand"], MINUTES);
  return skip("live tests", reasons);
}

function whyNot() {
  if (process.env.LIVE === "0") return ["LIVE=0"];
  const lab = process.env.LAB_HOME ?? join(homedir(), ".cache", "federation-lab");
  const reasons = existsSync(join(lab, "READY")) ? [] : ["no clusters: test/lab/build.sh and up.sh make them"];
  return [...reasons, ...PROGRAMS.filter((program) => !onPath(program)).map((program) => `${program} is not on PATH`)];
}

function onPath(program) {
  return process.env.PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
