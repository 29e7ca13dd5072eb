/** Runs Pulumi's CLI on a program of this repository, in a backend of its own, and times each line that it prints. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../process.mjs";

const NAME = "bench";
const TICKS_PER_SECOND = 100;

/** CPU seconds of all processes that this one has started and that have ended, and of theirs. */
function childrenCpu() {
  const [user, system] = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /, "")
    .split(" ")
    .slice(13, 15);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

export class Engine {
  #home = mkdtempSync(join(tmpdir(), "fedstack-bench-"));
  #folder;

  constructor(program) {
    this.#folder = join(ROOT, program);
  }

  /** @returns the seconds that it took, its CPU seconds, and each line with the second at which it was printed */
  async run(...args) {
    const start = performance.now();
    const before = childrenCpu();
    const seconds = () => (performance.now() - start) / 1000;
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.#folder,
      env: {
        ...process.env,
        PULUMI_HOME: this.#home,
        PULUMI_BACKEND_URL: `file://${this.#home}`,
        PULUMI_CONFIG_PASSPHRASE: NAME,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = [];
    for await (const text of createInterface({ input: child.stdout })) lines.push({ at: seconds(), text });
    const code = child.exitCode ?? (await new Promise((resolve) => child.on("close", resolve)));
    if (code !== 0) throw new Error(lines.map(({ text }) => text).join("\n"));
    return { seconds: seconds(), cpu: childrenCpu() - before, lines };
  }

  async init(config) {
    await this.run("stack", "init", NAME);
    await this.configure(config);
  }

  /** Keys may be paths into objects, such as `members.one`. */
  async configure(config) {
    for (const [key, value] of Object.entries(config)) await this.run("config", "set", "--path", key, value);
  }

  /** Puts a key back to its default. */
  reset(key) {
    return this.run("config", "rm", "--path", key);
  }

  up() {
    return this.run("up", "--yes", "--skip-preview");
  }

  destroy() {
    return this.run("destroy", "--yes", "--skip-preview");
  }

  dispose() {
    rmSync(join(this.#folder, `Pulumi.${NAME}.yaml`), { force: true });
    rmSync(this.#home, { recursive: true });
  }
}

/** Seconds from the first line that matches one pattern to the first that matches another. */
export function between({ lines }, from, to) {
  const at = (pattern) => lines.find(({ text }) => pattern.test(text))?.at ?? NaN;
  return at(to) - at(from);
}
