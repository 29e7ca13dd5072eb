import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { shellBlocksIn } from "./shell-blocks";

const ROOT = join(__dirname, "..");
const EXAMPLE = "examples/on-prem";
/** What npx runs without an installation, because a package of that name has a command of that name. */
const OWN_COMMANDS = ["degit"];

const read = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, match]) => match!);

const files = execFileSync("git", ["ls-files", "--", "*.md"], { cwd: ROOT, encoding: "utf8" })
  .trim()
  .split("\n")
  .filter((file) => existsSync(join(ROOT, file)));
const blocks = files.flatMap((file) => {
  const text = read(file);
  return shellBlocksIn(text).map((code, index) => ({ title: `${file} ${index + 1}`, file, text, code }));
});

/** What the commands name, each with the block that does, unless it is known. */
function unknown(pattern: RegExp, isKnown: (name: string, block: (typeof blocks)[number]) => boolean): string[] {
  const found = blocks.flatMap((block) => matches(block.code, pattern).map((name) => ({ name, block })));
  expect(found.length).toBeGreaterThan(0);
  return found.flatMap(({ name, block }) => (isKnown(name, block) ? [] : [`${block.title}: ${name}`]));
}

/** The folder of the example that a page's commands are for. */
function exampleOf(file: string): string {
  return /^examples\/[^/]+/.exec(file)?.[0] ?? EXAMPLE;
}

test.each(blocks)("$title is shell that parses", ({ code }) => {
  // In a locale that every machine has: bash complains of others.
  const env = { ...process.env, LC_ALL: "C" };
  expect(spawnSync("bash", ["-n"], { input: code, encoding: "utf8", env })).toMatchObject({ status: 0, stderr: "" });
});

test("npm runs scripts that exist", () => {
  const scripts = (folder: string): object =>
    (JSON.parse(read(folder, "package.json")) as { readonly scripts: object }).scripts;
  const known = (name: string, { file }: { readonly file: string }): boolean =>
    [".", "examples/gitops", exampleOf(file)].some((folder) => name in scripts(folder));
  expect(unknown(/\bnpm run ([\w:-]+)/g, known)).toEqual([]);
});

test("npx runs commands that a package has", () => {
  const installed = [".", EXAMPLE, "examples/gitops"].flatMap((folder) =>
    readdirSync(join(ROOT, folder, "node_modules", ".bin")),
  );
  expect(unknown(/\bnpx (?:--\S+ )*([\w-]+)/g, (name) => [...OWN_COMMANDS, ...installed].includes(name))).toEqual([]);
});

test("a kubeconfig is a file that other commands write", () => {
  const written = blocks.flatMap(({ code }) => matches(code, /> ([\w.-]+)/g));
  expect(unknown(/--kubeconfig ([\w.-]+)/g, (name) => written.includes(name))).toEqual([]);
});

test("the outputs that Pulumi shows are outputs of a program on the page, or of the example", () => {
  const exports = (text: string, name: string): boolean => new RegExp(`export const ${name}\\b`).test(text);
  expect(
    unknown(
      /\bpulumi stack output (\w+)/g,
      (name, { text, file }) => exports(text, name) || exports(read(exampleOf(file), "index.ts"), name),
    ),
  ).toEqual([]);
});

test("the settings that Pulumi gets are settings of the example", () => {
  const settings = (folder: string): object =>
    (parse(read(folder, "Pulumi.yaml")) as { readonly config: object }).config;
  expect(
    unknown(/\bpulumi config (?:set|rm) (?:--\w+ )*'?(\w+)/g, (name, { file }) => name in settings(exampleOf(file))),
  ).toEqual([]);
});

test("selectors are of pods that the library makes", () => {
  const golden = readdirSync(join(__dirname, "golden", "control-plane"));
  const made = golden.map((file) => read("test", "golden", "control-plane", file)).join("\n");
  const known = (name: string): boolean => new RegExp(`app.kubernetes.io/name: ${name}$`, "m").test(made);
  expect(unknown(/--selector app\.kubernetes\.io\/name!?=([\w-]+)/g, known)).toEqual([]);
});
