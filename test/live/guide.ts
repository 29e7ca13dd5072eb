import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { shellBlocksIn } from "../shell-blocks";
import { BIN, KUBECONFIG } from "./lab";

const GUIDES = join(__dirname, "..", "..", "docs", "guides");
const COMMAND_MILLISECONDS = 600_000;

const execute = promisify(execFile);

/**
 * The shell commands in a section of a guide, one text for each block.
 *
 * @param guide its file, without `.md`
 */
export function commandsIn(guide: string, section: string): readonly string[] {
  return shellBlocksIn(sectionOf(guide, section));
}

/**
 * The YAML in a section of a guide.
 *
 * @param guide its file, without `.md`
 */
export function yamlIn(guide: string, section: string): string {
  const [, yaml] = /^```yaml\n([^]*?)^```$/m.exec(sectionOf(guide, section)) ?? [];
  if (yaml === undefined) throw new Error(`${guide}.md has no YAML in "${section}"`);
  return yaml;
}

function sectionOf(guide: string, section: string): string {
  const sections = readFileSync(join(GUIDES, `${guide}.md`), "utf8").split(/^## /m);
  const found = sections.find((text) => text.startsWith(`${section}\n`));
  if (found === undefined) throw new Error(`${guide}.md has no section "${section}"`);
  return found;
}

/**
 * Runs shell commands of a guide on the lab.
 *
 * @param names what is called otherwise here, by its name in the guide
 * @param folder where they run
 */
export async function follow(
  commands: string,
  names: Readonly<Record<string, string>>,
  folder: string,
): Promise<string> {
  const known = new RegExp(`\\b(${Object.keys(names).join("|")})\\b(?![-.])`, "g");
  const here = commands.replaceAll(known, (name) => names[name]!);
  const env = { ...process.env, KUBECONFIG, PATH: `${BIN}:${process.env["PATH"]}` };
  const { stdout, stderr } = await execute("bash", ["-euo", "pipefail", "-c", here], {
    cwd: folder,
    env,
    timeout: COMMAND_MILLISECONDS,
  });
  return stdout + stderr;
}
