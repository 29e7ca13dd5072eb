/** The tests on live clusters, with the real Pulumi engine. LIVE=1 runs them whatever seems missing, LIVE=0 never. */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "../process.mjs";
import { jest } from "./jest.mjs";
import { skip } from "./outcome.mjs";

const FOLDER = join(ROOT, "test", "live");
const PROGRAMS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes", "pulumi-resource-tls"];
const PLUGINS = join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");
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
  return [
    ...reasons,
    ...PROGRAMS.filter((program) => !isThere(program)).map((program) => `${program} is not installed`),
  ];
}

/** Programs are on PATH; plugins may also lie where Pulumi installs them. */
function isThere(program) {
  const plugin = `${program.replace(/^pulumi-/, "")}-v`;
  return (
    process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, program))) ||
    (existsSync(PLUGINS) && readdirSync(PLUGINS).some((folder) => folder.startsWith(plugin)))
  );
}
