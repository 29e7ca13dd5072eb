import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { App, Chart } from "cdk8s";
import * as ts from "typescript";
import { fakeKubeconfig, record } from "@fedstack/core/testing";

const ROOT = join(__dirname, "..");
/** Stand-ins for the packages of clouds, of which the real ones are too large to install for tests. */
const CLOUDS = {
  "@pulumi/eks": ["./clouds/eks"],
  "@pulumi/gcp": ["./clouds/gcp"],
  "@pulumi/azure-native": ["./clouds/azure-native"],
};
/** Members of the Karmada that programs find. */
const MEMBERS = ["eu-1", "eu-2", "us-1"].map((name) => ({ name, region: name.split("-")[0] }));
/** Inside the workspace, so that imports of the packages work. */
const SNIPPETS = join(__dirname, ".snippets");

function markdownFiles(): string[] {
  const all = readdirSync(join(ROOT, "packages")).map((name) => join("packages", name, "README.md"));
  const docs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" }).map((file) => join("docs", file));
  return ["README.md", ...all, ...docs].filter((file) => file.endsWith(".md") && existsSync(join(ROOT, file)));
}

const snippets = markdownFiles().flatMap((file) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/^```ts\n(.*?)^```$(?:\n\n```mermaid\n(.*?)^```$)?/gms)].map(
    ([, code, diagram], index) => ({
      title: `${file} ${index + 1}`,
      path: join(SNIPPETS, `${file.replaceAll(/[/.]/g, "-")}-${index + 1}.ts`),
      code: code!,
      diagram,
    }),
  ),
);

function chartsAmong(values: readonly unknown[]): Chart[] {
  return values.flatMap((value) => (value instanceof App ? value.charts : value instanceof Chart ? [value] : []));
}

let home: string;
const realHome = process.env["HOME"];

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "fedstack-docs-"));
  mkdirSync(join(home, ".kube"));
  const contexts = ["f", "a", "b"].map((name) => `${name}-cluster-context`);
  writeFileSync(join(home, ".kube", "config"), fakeKubeconfig(contexts[0]!, ...contexts.slice(1), "karmada-apiserver"));
  process.env["HOME"] = home;
  mkdirSync(SNIPPETS, { recursive: true });
  for (const { path, code } of snippets) writeFileSync(path, code);
});

afterAll(() => {
  process.env["HOME"] = realHome;
  rmSync(home, { recursive: true });
  rmSync(SNIPPETS, { recursive: true });
});

test("there are snippets to run, including the README's", () => {
  expect(snippets.map(({ title }) => title)).toContain("README.md 1");
});

test("the index of the guides lists every guide", () => {
  const guides = join(ROOT, "docs", "guides");
  const index = readFileSync(join(guides, "README.md"), "utf8");
  const all = readdirSync(guides).filter((file) => file.endsWith(".md") && file !== "README.md");
  expect(all.filter((file) => !index.includes(`](${file})`))).toEqual([]);
});

test.each(snippets)(
  "$title runs as it is",
  async ({ path, code, diagram }) => {
    const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
    let exported: unknown;
    const run = async (): Promise<void> => {
      exported = require(path);
      if (typeof exported === "function") await exported();
    };
    const resources = await record(run, { members: MEMBERS });
    if (diagram !== undefined && code.includes("Diagram(")) expect(log.mock.calls.flat()).toContain(diagram);
    jest.restoreAllMocks();
    if (code.includes("@fedstack/core")) expect(resources.length).toBeGreaterThan(0);
    for (const chart of chartsAmong(Object.values(exported as object))) expect(chart.toJson()).not.toEqual([]);
  },
  60_000,
);

test("the snippets' types are right", () => {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.base.json"), (file) => readFileSync(file, "utf8"));
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, __dirname);
  const program = ts.createProgram(
    snippets.map(({ path }) => path),
    { ...options, noEmit: true, noUnusedLocals: false, paths: CLOUDS, pathsBasePath: __dirname },
  );
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file && relative(SNIPPETS, file.fileName)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  expect(faults).toEqual([]);
});
