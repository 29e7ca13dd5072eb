const { existsSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const LINES = join(__dirname, "times.jsonl");

/** Shows how long each step took at the end, and writes it to `times-report.json` next to the configuration. */
module.exports = class TimesReporter {
  constructor(globalConfig, { folder = __dirname } = {}) {
    this.report = join(folder, "times-report.json");
  }

  onRunStart() {
    rmSync(LINES, { force: true });
  }

  onRunComplete() {
    if (!existsSync(LINES)) return;
    const times = readFileSync(LINES, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    rmSync(LINES);
    writeFileSync(this.report, `${JSON.stringify(times, undefined, 2)}\n`);
    console.log(`\n${times.map(({ step, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${step}`).join("\n")}`);
  }
};
