import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { pnpm, ROOT, run } from "../process.mjs";
import { judge, skip, sum } from "./outcome.mjs";

const EXAMPLES = join(ROOT, "examples");
/** Runs a Pulumi program without the engine, with the configuration in its first argument and what that lacks. */
const RECORD = `
  require("ts-node").register({ transpileOnly: true });
  const { fakeKubeconfig, record } = require("@fedstack/core/testing");
  require("node:fs").writeFileSync("kubeconfig", fakeKubeconfig("f-cluster-context", "a-cluster-context", "b-cluster-context"));
  const config = {
    ...JSON.parse(process.argv[1]),
    kubeconfig: "kubeconfig",
    hostKubeconfig: fakeKubeconfig("host"),
    memberKubeconfigs: JSON.stringify({ east: fakeKubeconfig("east"), west: fakeKubeconfig("west") }),
  };
  record(() => void require("./index.ts"), { config }).then((resources) => {
    if (!resources.some(({ type }) => type.endsWith("v1alpha1:Cluster"))) throw new Error("no cluster joins");
  });
`;

/** Copies of the examples outside of this repository, with the tarballs instead of what the registry has. */
export function examples(tarballs) {
  const names = run("git", ["ls-files", "examples/*/package.json"])
    .output.trim()
    .split("\n")
    .map((path) => path.split("/")[1]);
  return sum(names.map((name) => example(name, tarballs)));
}

function example(name, tarballs) {
  const folder = mkdtempSync(join(tmpdir(), "example-"));
  try {
    const template = join(folder, "template");
    for (const file of filesOf(name)) {
      mkdirSync(dirname(join(template, file)), { recursive: true });
      cpSync(join(EXAMPLES, name, file), join(template, file));
    }
    return sum([works(name, template, tarballs), generates(name, template, join(folder, "generated"))]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a clone has, so nothing that was installed or written here. */
function filesOf(name) {
  const { output } = run("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: join(EXAMPLES, name),
  });
  return output.trim().split("\n");
}

function works(name, template, { constructs, core }) {
  const overrides = { "@fedstack/constructs": `file:${constructs}`, "@fedstack/core": `file:${core}` };
  const cwd = join(dirname(template), "copy");
  cpSync(template, cwd, { recursive: true });
  writeFileSync(join(cwd, "pnpm-workspace.yaml"), stringify({ packages: [], overrides }));
  const { scripts } = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
  const installing = pnpm(["install", "--prefer-offline", "--ignore-scripts"], { cwd });
  if (!installing.ok) return judge(`install a copy of examples/${name}`, installing);
  const running = scripts.synth
    ? run("npm", ["run", "synth"], { cwd })
    : run("node", ["--eval", RECORD, defaults(cwd)], { cwd });
  return sum([
    judge(`types of a copy of examples/${name}`, run("npm", ["run", "check"], { cwd })),
    judge(`a copy of examples/${name} runs`, running),
  ]);
}

/** Defaults of a project's configuration, as JSON. */
function defaults(cwd) {
  const { config } = parse(readFileSync(join(cwd, "Pulumi.yaml"), "utf8"));
  const text = (value) =>
    typeof value === "object" ? JSON.stringify(value) : value === undefined ? undefined : String(value);
  return JSON.stringify(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, text(value.default)])));
}

/** A project that `pulumi new` makes has the example's files, and its own name. */
function generates(name, template, cwd) {
  const title = `pulumi new examples/${name}`;
  if (!filesOf(name).includes("Pulumi.yaml")) return sum([]);
  if (!run("pulumi", ["version"]).ok) return skip(title, ["pulumi is not installed"]);
  const generating = run("pulumi", ["new", template, "--generate-only", "--yes", "--name", "mine", "--dir", cwd], {
    env: { PULUMI_HOME: join(dirname(cwd), "home"), PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  if (!generating.ok) return judge(title, generating);
  const missing = filesOf(name).filter((file) => !existsSync(join(cwd, file)));
  const named = readFileSync(join(cwd, "Pulumi.yaml"), "utf8").startsWith("name: mine\n");
  return judge(title, {
    ok: named && missing.length === 0,
    output: `${generating.output}missing: ${missing.join(", ")}`,
  });
}
