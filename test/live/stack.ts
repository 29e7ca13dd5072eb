import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KUBECONFIG } from "./lab";
import { timed } from "./times";

/** How a command of the engine ended. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** When to end an update, and with which signal. */
export interface Interruption {
  /** Printed when it is time, or resolves then. */
  readonly at: RegExp | (() => Promise<unknown>);
  readonly signal: "SIGINT" | "SIGKILL";
}

const ROOT = join(__dirname, "..", "..");
const MINUTES = 20;

/** A stack of a program in this repository, with its own backend, run by Pulumi's CLI. */
export class Stack {
  /** Everything that its commands printed. */
  public printed = "";
  /** Further variables for the engine. */
  public environment: Readonly<Record<string, string>> = {};

  private readonly home = mkdtempSync(join(tmpdir(), "fedstack-live-"));
  private readonly folder: string;

  /**
   * @param program its folder, relative to the root of the repository
   * @param name differs among stacks of one program, whose folder has the configuration of each
   */
  public constructor(
    program: string,
    private readonly name = "live",
  ) {
    this.folder = join(ROOT, program);
  }

  /** Creates the stack. Values that are not strings become JSON. */
  public async init(config: Record<string, unknown>): Promise<void> {
    rmSync(this.configFile, { force: true });
    await this.succeed("stack", "init", this.name);
    await this.configure({ kubeconfig: KUBECONFIG, ...config });
  }

  /** Loses the state, and begins another one with the same configuration. */
  public async lose(): Promise<void> {
    await this.succeed("stack", "rm", "--yes", "--force", "--preserve-config");
    await this.succeed("stack", "init", this.name);
  }

  public async configure(config: Record<string, unknown>): Promise<void> {
    const values = Object.entries(config).map(([key, value]): [string, string] => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    await this.succeed("config", "set-all", ...values.flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]));
  }

  public async preview(): Promise<string> {
    return timed("preview", () => this.succeed("preview"));
  }

  /** @param step its name in the list of times */
  public async up(step: string, ...flags: string[]): Promise<string> {
    return timed(step, () => this.succeed("up", "--yes", "--skip-preview", ...flags));
  }

  /** An update that fails. */
  public upFails(step: string, ...flags: string[]): Promise<string> {
    return this.fails(step, "up", "--yes", "--skip-preview", ...flags);
  }

  /** A preview that fails. */
  public previewFails(step: string): Promise<string> {
    return this.fails(step, "preview");
  }

  /** An update that is ended before it completes. */
  public async upInterrupted({ at, signal }: Interruption): Promise<Run> {
    return timed(`up, ${signal} at ${tell(at)}`, () => this.run(["up", "--yes", "--skip-preview"], { at, signal }));
  }

  public async refresh(...flags: string[]): Promise<string> {
    return timed("refresh", () => this.succeed("refresh", "--yes", "--skip-preview", ...flags));
  }

  /** Unlocks the stack after an update was killed. If that cut off the state, puts back its copy, as docs/recovery.md says. */
  public async cancel(): Promise<void> {
    const stacks = join(this.home, ".pulumi", "stacks");
    const files = readdirSync(stacks, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((file) => file.endsWith(`${this.name}.json.bak`))) {
      const copy = join(stacks, file);
      const state = copy.replace(/\.bak$/, "");
      if (isState(state)) continue;
      if (!isState(copy)) throw new Error(`neither the state nor its copy can be read: ${sizesOf(stacks, files)}`);
      copyFileSync(copy, state);
    }
    await this.succeed("cancel", "--yes");
  }

  public async destroy(): Promise<string> {
    return timed("destroy", () => this.succeed("destroy", "--yes", "--skip-preview"));
  }

  /** Outputs of the program, including secrets. */
  public async outputs<T>(): Promise<T> {
    return JSON.parse(await this.quiet("stack", "output", "--json", "--show-secrets")) as T;
  }

  /** The state, with or without secrets in the clear. */
  public async export(...flags: string[]): Promise<string> {
    return this.quiet("stack", "export", ...flags);
  }

  /** Puts another state in the place of this one. */
  public async import(state: string): Promise<void> {
    await this.succeed("stack", "import", "--file", this.keep("state.json", state).file);
  }

  /** Folder of files that are kept. */
  public get files(): string {
    return this.home;
  }

  /** Writes a kubeconfig from the stack to a file. */
  public keep(name: string, text: string): { readonly file: string } {
    const file = join(this.home, name);
    writeFileSync(file, text, { mode: 0o600 });
    return { file };
  }

  /** Destroys what is left, no matter what happened before, and removes the stack. */
  public async remove(): Promise<void> {
    await this.run(["cancel", "--yes"]);
    await this.run(["destroy", "--yes", "--skip-preview"]);
    await this.run(["stack", "rm", "--yes", "--force"]);
    rmSync(this.configFile, { force: true });
    rmSync(this.home, { recursive: true, force: true });
  }

  private get configFile(): string {
    return join(this.folder, `Pulumi.${this.name}.yaml`);
  }

  private async fails(step: string, ...args: string[]): Promise<string> {
    const run = await timed(step, () => this.run(args));
    expect(run.code).not.toBe(0);
    return run.output;
  }

  private async succeed(...args: string[]): Promise<string> {
    const { code, output } = await this.run(args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  /** A command whose output is not part of what a run prints. */
  private async quiet(...args: string[]): Promise<string> {
    const before = this.printed;
    const output = await this.succeed(...args);
    this.printed = before;
    return output;
  }

  private run(args: string[], interruption?: Interruption): Promise<Run> {
    const minutes = AbortSignal.timeout(MINUTES * 60_000);
    const child = spawn("pulumi", [...args, "--non-interactive", "--color=never"], {
      cwd: this.folder,
      env: {
        ...process.env,
        PULUMI_HOME: this.home,
        PULUMI_BACKEND_URL: `file://${this.home}`,
        PULUMI_STACK: this.name,
        PULUMI_CONFIG_PASSPHRASE: "live",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        ...this.environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, so that a signal reaches all of it, like from a terminal or when a machine stops.
      detached: true,
      signal: minutes,
      killSignal: "SIGKILL",
    });
    let output = "";
    let sent = false;
    const interrupt = ({ signal }: Interruption): void => {
      if (!sent && child.exitCode === null) process.kill(-child.pid!, signal);
      sent = true;
    };
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (interruption?.at instanceof RegExp && interruption.at.test(output)) interrupt(interruption);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    return new Promise((resolve, reject) => {
      if (interruption && !(interruption.at instanceof RegExp)) {
        interruption.at().then(() => interrupt(interruption), reject);
      }
      child.on("error", reject);
      child.on("close", (code) => {
        this.printed += output;
        if (interruption && !sent) reject(new Error(`it ended before ${tell(interruption.at)}:\n${output}`));
        else resolve({ code, output });
      });
    });
  }
}

function tell(at: Interruption["at"]): string {
  return at instanceof RegExp ? at.source : at.name;
}

function isState(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}

function sizesOf(folder: string, files: readonly string[]): string {
  return files.map((file) => `${file} ${statSync(join(folder, file)).size}`).join(", ");
}
