/** Measures processes over several runs. */
import { spawnSync } from "node:child_process";
import { ROOT } from "../process.mjs";

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** CPU seconds and peak memory, in MB, of a Node process that runs the code in a folder. */
function measureProcess(code, folder) {
  const report = `;process.on("exit", () => { const { user, system } = process.cpuUsage();
    console.error(JSON.stringify([(user + system) / 1e6, process.resourceUsage().maxRSS / 1024])); })`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", report + ";" + code], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const [cpu, memory] = JSON.parse(stderr.trim().split("\n").at(-1));
  return { cpu, memory };
}

/** Runs them in turn, so that changes in the machine's speed affect all of them, and returns the medians of each. */
export function compare(codes, folder = ROOT, rounds = 11) {
  const runs = Object.fromEntries(Object.keys(codes).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, code] of Object.entries(codes)) {
      const run = measureProcess(code, folder);
      if (round > 0) runs[name].push(run);
    }
  }
  return Object.fromEntries(
    Object.entries(runs).map(([name, all]) => [
      name,
      { cpu: median(all.map(({ cpu }) => cpu)), memory: median(all.map(({ memory }) => memory)) },
    ]),
  );
}

export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]),
    );
    console.log(`  ${cells.join("  ")}`);
  }
}
