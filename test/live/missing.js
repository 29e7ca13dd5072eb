const { existsSync, readdirSync } = require("node:fs");
const { homedir } = require("node:os");
const { delimiter, join } = require("node:path");

const PROGRAMS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes", "pulumi-resource-tls"];
const PLUGINS = join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");

/** Folder of the lab: see test/lab/README.md. */
const LAB_HOME = process.env.LAB_HOME ?? join(homedir(), ".cache", "federation-lab");

/** What is missing for any test on live clusters. */
function missingClusters() {
  return existsSync(join(LAB_HOME, "READY"))
    ? []
    : ["there are no clusters; start them with test/lab/build.sh and test/lab/up.sh"];
}

/** What is missing for tests with the real Pulumi engine, beyond the clusters. */
function missingPrograms() {
  return PROGRAMS.filter((program) => !isThere(program)).map((program) => `${program} is not installed`);
}

/** Programs are on PATH; plugins may also be where Pulumi installs them. */
function isThere(program) {
  const plugin = `${program.replace(/^pulumi-/, "")}-v`;
  return (
    (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program))) ||
    (existsSync(PLUGINS) && readdirSync(PLUGINS).some((folder) => folder.startsWith(plugin)))
  );
}

module.exports = { LAB_HOME, missingClusters, missingPrograms };
