import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SOURCES = join(__dirname, "lab/go/karmada");
const BUILD_MILLISECONDS = 4 * 60_000;

/** A program that asks Karmada's own code, or why it cannot be had here. */
export function karmadaProgram(name: string): { readonly program?: string; readonly lacking?: string } {
  const program = join(mkdtempSync(join(tmpdir(), "fedstack-")), name);
  const go = (...args: string[]): ReturnType<typeof spawnSync> =>
    spawnSync("go", args, {
      cwd: SOURCES,
      encoding: "utf8",
      timeout: BUILD_MILLISECONDS,
      // As the lab is built, so that what it compiled serves here too.
      env: {
        ...process.env,
        CGO_ENABLED: "0",
        GOFLAGS: "-trimpath -buildvcs=false -tags=kubernetes_protomessage_one_more_release",
      },
    });
  if (go("version").error) return { lacking: "Go is not on PATH" };
  if (go("mod", "download").status !== 0) return { lacking: "Karmada's modules cannot be downloaded" };
  const built = go("build", "-o", program, `./${name}`);
  if (built.error) return { lacking: `Karmada's code for "${name}" was not compiled in time; build the lab first` };
  if (built.status !== 0) throw new Error(`go build: ${String(built.stderr)}`);
  return { program };
}

/** What such a program answers, line by line. */
export function answersOf(program: string, questions: readonly object[], ...args: string[]): readonly unknown[] {
  const input = questions.map((one) => JSON.stringify(one)).join("\n");
  const run = spawnSync(program, args, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(`${program}: ${run.stderr}`);
  return run.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}
