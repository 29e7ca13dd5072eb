import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const KIND = join(__dirname, "..", "scripts", "demo-live", "kind.mjs");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fedstack-kind-test-"));
  for (const program of ["docker", "kind", "kubectl"]) stub(program, "");
  stub(
    "docker",
    `case "$*" in *demo-f-*) echo 172.18.0.2;; *demo-a-*) echo 172.18.0.3;; *demo-b-*) echo 172.18.0.4;; esac`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program on PATH that records how it is called. */
function stub(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> "${folder}/calls"\n${script}\n`, { mode: 0o755 });
}

/** Runs some code with `kind`, and returns what it returns. */
function withKind<T>(code: string): T {
  const program = `import { kind } from ${JSON.stringify(KIND)};\nconsole.log(JSON.stringify((() => { ${code} })()));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    env: { ...process.env, PATH: [folder, process.env["PATH"]].join(delimiter) },
  });
  return JSON.parse(output) as T;
}

const calls = (): string[] => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

test("demo:live on kind leads every kubeconfig to its node, and federates the three clusters", () => {
  const { config } = withKind<{ config: Record<string, unknown> }>("return kind.create(() => {});");
  expect(config).toEqual({
    kubeconfig: expect.any(String),
    hostContext: "kind-fedstack-demo-f",
    memberContexts: { "f-a-cluster": "kind-fedstack-demo-a", "f-b-cluster": "kind-fedstack-demo-b" },
    advertiseAddress: "172.18.0.2",
  });
  rmSync(dirname(config["kubeconfig"] as string), { recursive: true });
  for (const [letter, address] of [
    ["f", 2],
    ["a", 3],
    ["b", 4],
  ] as const) {
    const name = `fedstack-demo-${letter}`;
    expect(calls()).toContainEqual(
      expect.stringMatching(`^kind create cluster --name ${name} --kubeconfig \\S+ --wait`),
    );
    const server = `--server https://172.18.0.${address}:6443`;
    expect(calls()).toContainEqual(expect.stringMatching(`^kubectl .* config set-cluster kind-${name} ${server}$`));
  }
});

test("demo:live on kind gives the Service of each member an address", () => {
  withKind("const clusters = kind.create(() => {}); clusters.giveAddresses(); clusters.remove(); return null;");
  const patches = calls().filter((call) => call.includes(" patch service nginx "));
  expect(patches).toEqual([
    expect.stringMatching(/--context kind-fedstack-demo-a .*"ip":"172\.18\.0\.3"/),
    expect.stringMatching(/--context kind-fedstack-demo-b .*"ip":"172\.18\.0\.4"/),
  ]);
});

test("demo:live removes every kind cluster, also if one of them cannot be created", () => {
  const deleted = (): string[] =>
    calls().filter((call) => call.startsWith("kind delete cluster --name fedstack-demo-"));
  withKind("kind.create(() => {}).remove(); return null;");
  expect(deleted()).toHaveLength(3);
  rmSync(join(folder, "calls"));
  stub("kind", `case "$*" in "create cluster --name fedstack-demo-b"*) echo "no space left" >&2; exit 1;; esac`);
  const problem = withKind<string>("try { kind.create(() => {}); return ''; } catch (error) { return error.message; }");
  expect(problem).toContain("no space left");
  expect(deleted()).toHaveLength(3);
});

test("demo:live needs Docker, kind and kubectl to use kind", () => {
  expect(withKind("return kind.missing();")).toEqual([]);
  stub("docker", "exit 1");
  expect(withKind("return kind.missing();")).toEqual(["docker does not run here"]);
});
