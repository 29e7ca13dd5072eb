import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { pnpm, ROOT, run } from "../process.mjs";
import { judge, sum } from "./outcome.mjs";

const { catalog } = parse(readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8"));
const CONSTRUCTS_PEERS = ["cdk8s", "constructs"];
const CORE_PEERS = ["@pulumi/kubernetes", "@pulumi/pulumi", "@pulumi/tls"];

/** Programs that have only the tarballs and their peer dependencies. */
export function consumers({ constructs, core }) {
  const constructsOnly = { "@fedstack/constructs": `file:${constructs}`, ...versions(CONSTRUCTS_PEERS) };
  const both = { ...constructsOnly, "@fedstack/core": `file:${core}`, ...versions(CORE_PEERS) };
  return sum([
    inProject("a program without Pulumi", constructsOnly, { constructs }, [["node", "cjs/constructs.cjs"]]),
    inProject(
      "a program with the types of cdk8s import, and with cdk8s-plus",
      { ...constructsOnly, ...versions(["@types/node", "cdk8s-plus-34", "typescript"]) },
      { constructs },
      [["tsc", "-p", "tsc/tsconfig.cdk8s.json"]],
    ),
    inProject("programs with both packages", { ...both, ...versions(["@types/node", "typescript"]) }, { constructs }, [
      ["node", "cjs/core.cjs"],
      ["node", "esm/index.mjs"],
      ["tsc", "-p", "tsc/tsconfig.node16.json"],
      ["tsc", "-p", "tsc/tsconfig.node10.json"],
      ["tsc", "-p", "tsc/tsconfig.exact.json"],
      ["tsc", "-p", "tsc/tsconfig.exact-skip.json"],
    ]),
  ]);
}

function versions(names) {
  return Object.fromEntries(names.map((name) => [name, catalog[name]]));
}

function inProject(title, dependencies, { constructs }, commands) {
  const folder = mkdtempSync(join(tmpdir(), "consumer-"));
  try {
    cpSync(join(ROOT, "test", "consumers"), folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
    // Without hoisting, a package finds only what it declares.
    const settings = { hoist: false, overrides: { "@fedstack/constructs": `file:${constructs}` } };
    writeFileSync(join(folder, "pnpm-workspace.yaml"), stringify(settings));
    const installing = pnpm(["install", "--prefer-offline", "--ignore-scripts"], { cwd: folder });
    if (!installing.ok) return judge(`install ${title}`, installing);
    return sum(
      commands.map(([command, ...args]) =>
        judge([title, command, ...args].join(" "), run(command, args, { cwd: folder })),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
