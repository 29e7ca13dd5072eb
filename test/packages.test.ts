import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IMAGES, KARMADA_VERSION, KUBERNETES_VERSION } from "@fedstack/core";
import { parse } from "yaml";

const ROOT = join(__dirname, "..");
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const manifest = (name: string): Manifest => JSON.parse(read("packages", name, "package.json")) as Manifest;

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly engines: unknown;
  readonly license: string;
}

const compatibility = read("COMPATIBILITY.md").replace(/\s+/g, " ");
const { catalog } = parse(read("pnpm-workspace.yaml")) as { catalog: Record<string, string> };
const packages = [manifest("constructs"), manifest("core")] as const;
const peers = packages.flatMap(({ peerDependencies }) => Object.entries(peerDependencies));

test.each(peers)("COMPATIBILITY.md has the range of %s, and the version that the tests run with", (name, range) => {
  expect(compatibility).toContain(`| \`${name}\` | \`${range}\` | ${catalog[name]} |`);
});

test("COMPATIBILITY.md has the version of every component that a federation runs", () => {
  const versions = new Set([KARMADA_VERSION, KUBERNETES_VERSION, ...Object.values(IMAGES).map(({ tag }) => tag)]);
  expect([...versions].filter((version) => !compatibility.includes(version))).toEqual([]);
});

test("the packages have one version, one license and one minimum version of Node", () => {
  const [constructs, core] = packages.map(({ version, engines, license }) => ({ version, engines, license }));
  expect(constructs).toEqual(core);
});
