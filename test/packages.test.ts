import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IMAGES, KARMADA_VERSION, KUBERNETES_VERSION } from "@fedstack/core";
import { parse } from "yaml";
import { RELEASE } from "../packages/core/src/karmada";

const ROOT = join(__dirname, "..");
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const manifest = (name: string): Manifest => JSON.parse(read("packages", name, "package.json")) as Manifest;

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly engines: unknown;
  readonly license: string;
}

interface Dependencies {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const compatibility = read("COMPATIBILITY.md").replace(/\s+/g, " ");
const readme = read("README.md").replace(/\s+/g, " ");
const { catalog } = parse(read("pnpm-workspace.yaml")) as { catalog: Record<string, string> };
const packages = [manifest("constructs"), manifest("core")] as const;
const peers = packages.flatMap(({ peerDependencies }) => Object.entries(peerDependencies));

test.each(peers)("COMPATIBILITY.md has the range of %s, and the version that the tests run with", (name, range) => {
  expect(compatibility).toContain(`| \`${name}\` | \`${range}\` | ${catalog[name]} |`);
});

test.each(peers)("the README requires %s from the start of its range", (name, range) => {
  const floor = range.replace(/^\^/, "").replace(/\.0$/, "");
  expect(readme).toContain(`\`${name}\` ${floor} or later`);
});

test("Node is required from one version, with which the tests of other peers begin", () => {
  const root = JSON.parse(read("package.json")) as Manifest;
  for (const { engines } of [root, ...packages]) expect(engines).toEqual({ node: ">=20" });
  expect(readme).toContain("- Node 20 or later.");
  expect(compatibility).toContain("| Node | 20 or later |");
  expect(compatibility).toContain("each on Node 20, 22 and 24");
  expect(read("scripts", "checks", "peers.mjs")).toContain("const NODES = [20, 22, 24];");
});

test("the README and COMPATIBILITY.md have the oldest Kubernetes that the library accepts", () => {
  const { oldest, oldestHost, newest } = RELEASE.kubernetesRange;
  expect(readme).toContain(
    `- Kubernetes 1.${oldestHost} or later on the host, and 1.${oldest} or later on the members.`,
  );
  expect(compatibility).toContain(`| Kubernetes of the host | 1.${oldestHost} to 1.${newest} |`);
  expect(compatibility).toContain(`| Kubernetes of the members | 1.${oldest} to 1.${newest} |`);
});

test("COMPATIBILITY.md has the version of every component that a federation runs", () => {
  const versions = new Set([KARMADA_VERSION, KUBERNETES_VERSION, ...Object.values(IMAGES).map(({ tag }) => tag)]);
  expect([...versions].filter((version) => !compatibility.includes(version))).toEqual([]);
});

test("the packages have one version, one license and one minimum version of Node", () => {
  const [constructs, core] = packages.map(({ version, engines, license }) => ({ version, engines, license }));
  expect(constructs).toEqual(core);
});

describe.each(["existing-stack", "gitops", "on-prem", "placement"])("examples/%s", (name) => {
  const { dependencies, devDependencies } = JSON.parse(read("examples", name, "package.json")) as Dependencies;
  const all = Object.entries({ ...dependencies, ...devDependencies });

  test("has versions that a registry knows: those that the tests run with, and the packages as they are", () => {
    const [{ version }] = packages;
    for (const [dependency, range] of all) {
      if (dependency.startsWith("@fedstack/")) expect(range).toBe(`^${version}`);
      else if (dependency in catalog) expect([dependency, range]).toEqual([dependency, catalog[dependency]]);
      else expect(range).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  test("has compiler options of its own", () => {
    const options = JSON.parse(read("examples", name, "tsconfig.json")) as { readonly extends?: string };
    expect(options).toMatchObject({ compilerOptions: { strict: true } });
    expect(options.extends).toBeUndefined();
  });
});

describe("packing @fedstack/core", () => {
  let clone: string;
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), "fedstack-clone-"));
    for (const file of [
      "scripts/definitions.mjs",
      "packages/core/package.json",
      `packages/core/src/karmada/${RELEASE.versions.karmada}/definitions.json`,
    ]) {
      cpSync(join(ROOT, file), join(clone, file));
    }
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  const pack = (): { readonly status: number | null; readonly stderr: string } =>
    spawnSync("npm", ["pack", "--dry-run"], { cwd: join(clone, "packages", "core"), encoding: "utf8" });

  test("fails without definitions, and says what to do", () => {
    const { status, stderr } = pack();
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/@fedstack\/core cannot be packed: (\d+) of its \1 custom resource definitions are missing/);
    expect(stderr).toContain('Install Go, run "npm run build", then pack again.');
  });

  test("succeeds with definitions of the right digests, and fails if one of them differs", () => {
    const definitions = "packages/core/definitions/karmada";
    cpSync(join(ROOT, definitions), join(clone, definitions), { recursive: true });
    expect(pack()).toMatchObject({ status: 0 });
    appendFileSync(join(clone, definitions, "work/work.karmada.io_works.json"), "\n");
    expect(pack().stderr).toContain("cannot be packed: 1 of its ");
  });
});
