import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

const PNPM = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).packageManager;
const DEFAULT_MINUTES = 10;
const PATH = [join(ROOT, "node_modules", ".bin"), process.env.PATH].join(delimiter);

/**
 * Runs a command of the project or of the machine, with no input.
 *
 * @param options `cwd`; `env` to add; `minutes` before it is stopped; `show` prints the output instead of returning it
 * @returns whether it succeeded, and what it printed
 */
export function run(command, args, { cwd = ROOT, env = {}, minutes = DEFAULT_MINUTES, show = false } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, PATH, ...env },
    stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    timeout: Math.ceil(minutes * 60_000),
    maxBuffer: 64 * 1024 * 1024,
  });
  const problem =
    error === undefined
      ? ""
      : `${command}: ${error.code === "ETIMEDOUT" ? `timed out after ${minutes} minutes` : error.message}\n`;
  return { ok: status === 0, output: `${stdout ?? ""}${stderr ?? ""}${problem}` };
}

/**
 * Returns what a command printed.
 *
 * @throws Error with its output if it failed
 */
export function must({ ok, output }) {
  if (!ok) throw new Error(output);
  return output;
}

/** Runs the version of pnpm that the project pins. */
export function pnpm(args, options) {
  return run("npx", ["--yes", "--loglevel=error", PNPM, ...args], options);
}
