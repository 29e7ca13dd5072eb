import { spawnSync } from "node:child_process";
import { join } from "node:path";

const MODULE = join(__dirname, "..", "scripts", "process.mjs");

/** Runs a command with `run` of scripts/process.mjs, in a process of its own. */
function ran(command: string, args: readonly string[], minutes: number): { ok: boolean; output: string } {
  const program = `
    import { run } from ${JSON.stringify(MODULE)};
    console.log(JSON.stringify(run(${JSON.stringify(command)}, ${JSON.stringify(args)}, { minutes: ${minutes} })));`;
  const { stdout } = spawnSync("node", ["--input-type=module", "--eval", program], { encoding: "utf8" });
  return JSON.parse(stdout) as { ok: boolean; output: string };
}

test("a command may be given any fraction of a minute", () => {
  expect(ran("node", ["--version"], 64.69114999999999)).toEqual({ ok: true, output: `${process.version}\n` });
});

test("a command that takes longer than its minutes is stopped, and the output says so", () => {
  const { ok, output } = ran("sleep", ["20"], 0.01);
  expect(ok).toBe(false);
  expect(output).toContain("sleep: timed out after 0.01 minutes");
});
