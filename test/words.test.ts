import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
/** Files that people read, from those in git and new ones. */
const READ = ["*.md", "*.sh", "*.js", "*.mjs", "*.yaml", "examples/*.ts", "packages/*/src/*.ts", "test/*.ts"];
/** API reports repeat the sources, and this test contains the phrases. */
const EXCEPTIONS = /(^|\/)(api\.md|words\.test\.ts|pnpm-lock\.yaml)$/;

/** Phrases that sound translated: see "Writing" in CONTRIBUTING.md. */
const REFUSED = [
  /\b(shall|whoever|bears?|wherefrom|likewise|ill member|to and fro|all the same|by hand|no word)\b/i,
  /\bis no (member|label|node|number|schedule|zone|name|kubeconfig|port|image|text|key|amount)\b/i,
  /(?<!\b(there|this|that) )\bis no (?!(longer|more|need)\b)\w+/i,
  /\b(stands?|lies?) (in|for|beside|there|before)\b/i,
  /\b(alone|it tells|is told|are told|what lacks)\b/i,
  /\b(afterwards|towards|neighbours?|coloured|colours?|spelt|grey)\b/i,
];

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...READ], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && !EXCEPTIONS.test(file));

/** Lines of a file, without inline code in Markdown. */
function prose(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return (file.endsWith(".md") ? text.replaceAll(/`[^`\n]+`/g, "") : text).split("\n");
}

test("nothing that people read has phrases that the style guide refuses", () => {
  expect(files).toContain("README.md");
  const found = files.flatMap((file) =>
    prose(file).flatMap((line, index) =>
      REFUSED.flatMap((phrase) => phrase.exec(line)?.[0] ?? []).map((phrase) => `${file}:${index + 1}: ${phrase}`),
    ),
  );
  expect(found).toEqual([]);
});
