import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Time {
  readonly step: string;
  readonly seconds: number;
}

const FILE = join(__dirname, "times.json");
const LINES = join(__dirname, "times.json.part");

/** Forgets the times of an earlier run. */
export function forgetTimes(): void {
  rmSync(LINES, { force: true });
}

/** Runs a step and writes its time down. */
export async function timed<T>(step: string, run: () => Promise<T>): Promise<T> {
  const start = Date.now();
  try {
    return await run();
  } finally {
    const time: Time = { step, seconds: Math.round((Date.now() - start) / 100) / 10 };
    appendFileSync(LINES, `${JSON.stringify(time)}\n`);
  }
}

/** Shows the times of all steps, and keeps them in `times.json`. */
export function showTimes(): void {
  if (!existsSync(LINES)) return;
  const times = readFileSync(LINES, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Time);
  writeFileSync(FILE, `${JSON.stringify(times, undefined, 2)}\n`);
  rmSync(LINES);
  console.log(`\n${times.map(({ step, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${step}`).join("\n")}`);
}
