import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** One line for each step, which `times-reporter.js` reads. */
const FILE = join(__dirname, "times.jsonl");

/** Runs a step and records its time. */
export async function timed<T>(step: string, run: () => Promise<T>): Promise<T> {
  const start = Date.now();
  try {
    return await run();
  } finally {
    const seconds = Math.round((Date.now() - start) / 100) / 10;
    appendFileSync(FILE, `${JSON.stringify({ step, seconds })}\n`);
  }
}
