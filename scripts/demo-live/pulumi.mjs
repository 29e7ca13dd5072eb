import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { run } from "../process.mjs";

/** Used if the CLI is not on PATH: npm's package downloads it. */
const FROM_NPM = ["npx", "--yes", "pulumi@3.265.0"];
const STACK = "demo";
/** How Pulumi prints an operation on a resource that is done, such as ` +  kubernetes:core/v1:Secret web created (2s)`. */
const DONE = /^ [+-]\s+(?<type>\S+) (?<name>\S+) (?:created|deleted)/;

/** A stack of one program, with a state of its own that is gone afterward. */
export class Pulumi {
  #command = run("pulumi", ["version"]).ok ? ["pulumi"] : FROM_NPM;
  #home = mkdtempSync(join(tmpdir(), "fedstack-demo-"));
  #config = join(this.#home, "Pulumi.demo.yaml");
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  async init(config) {
    writeFileSync(this.#config, "");
    await this.#run(["stack", "init", STACK]);
    const values = Object.entries(config).flatMap(([key, value]) =>
      typeof value === "string"
        ? `${key}=${value}`
        : Object.entries(value).map(([name, part]) => `${key}["${name}"]=${part}`),
    );
    await this.#run([
      "config",
      "set-all",
      "--path",
      ...values.flatMap((value) => ["--plaintext", value]),
      "--config-file",
      this.#config,
    ]);
  }

  /** @param progress called with the number of resources that are done, and the name of the last one */
  up(progress) {
    return this.#update("up", progress);
  }

  destroy(progress) {
    return this.#update("destroy", progress);
  }

  async outputs() {
    return JSON.parse((await this.#run(["stack", "output", "--json", "--show-secrets"])).join("\n"));
  }

  /** Writes a file that is gone with the stack. */
  keep(name, text) {
    const file = join(this.#home, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }

  remove() {
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #update(command, progress) {
    let count = 0;
    await this.#run([command, "--yes", "--skip-preview", "--config-file", this.#config], (line) => {
      const { name } = DONE.exec(line)?.groups ?? {};
      if (name !== undefined) progress(++count, name);
    });
    return count;
  }

  /** Runs the CLI, and returns the lines that it prints. */
  #run(args, onLine = () => {}) {
    const [program, ...first] = this.#command;
    const child = spawn(program, [...first, ...args, "--non-interactive", "--color=never"], {
      cwd: this.#folder,
      env: {
        ...process.env,
        PULUMI_BACKEND_URL: `file://${this.#home}`,
        PULUMI_STACK: STACK,
        PULUMI_CONFIG_PASSPHRASE: STACK,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = [];
    const errors = [];
    createInterface(child.stdout).on("line", (line) => {
      lines.push(line);
      onLine(line);
    });
    createInterface(child.stderr).on("line", (line) => errors.push(line));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        if (code === 0) resolve(lines);
        else reject(new Error(`pulumi ${args[0]} failed:\n${[...errors, ...lines.slice(-40)].join("\n")}`));
      });
    });
  }
}
