/**
 * The unit tests with the oldest and the newest peers that the packages allow. The peers and Node itself come from the
 * registry, into a folder beside the project's own packages.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { pnpm, ROOT, run } from "../process.mjs";
import { judge, skip, sum } from "./outcome.mjs";

const CACHE = join(ROOT, "node_modules", ".cache", "peers");
const NODES = [20, 22, 24];
const MINUTES = 20;
/** Where releases of Pulumi and cdk8s differ. */
const TELLING = ["core/src/testing", "core/src/control-plane/security", "constructs/src/chart"];

const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const ranges = Object.assign({}, ...["constructs", "core"].map(peersOf));
const PEERS = { oldest: lowest(ranges), newest: ranges };

/** The telling tests, with the oldest peers on the oldest Node and the newest on the newest. */
export const peers = () => sum([tested("oldest", NODES.at(0), TELLING), tested("newest", NODES.at(-1), TELLING)]);

/** All unit tests of both packages, with both on every Node. */
export const allPeers = () =>
  sum(Object.keys(PEERS).flatMap((age) => NODES.map((node) => tested(age, node, ["packages/"]))));

function peersOf(name) {
  return json(ROOT, "packages", name, "package.json").peerDependencies;
}

function lowest(given) {
  return Object.fromEntries(Object.entries(given).map(([name, range]) => [name, range.replace("^", "")]));
}

function tested(age, node, patterns) {
  const title = `the ${age} peers on Node ${node}`;
  const program = `node-${process.platform}-${process.arch}`;
  try {
    const folder = install(age, PEERS[age]);
    const binary = join(install(`node-${node}`, { [program]: String(node) }), "node_modules", program, "bin", "node");
    const versions = Object.keys(ranges).map(
      (name) => `${name} ${json(folder, "node_modules", name, "package.json").version}`,
    );
    console.log(`${title}: ${versions.join(", ")}`);
    const jest = [join(ROOT, "node_modules", "jest", "bin", "jest.js"), "--ci", "--silent", "--selectProjects"];
    const tests = ["constructs", "core", "--testPathPatterns", ...patterns];
    return judge(`tests with ${title}`, run(binary, [...jest, ...tests], { env: { PEERS: folder }, minutes: MINUTES }));
  } catch (error) {
    if (!(error instanceof NoRegistry)) throw error;
    return skip(`tests with ${title}`, [error.message]);
  }
}

/** A registry that cannot be reached. */
class NoRegistry extends Error {}

/** Installs packages into a folder of the cache, without their scripts, each in one copy as in a user's project. */
function install(name, dependencies) {
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });
  const { minimumReleaseAge } = parse(readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  writeFileSync(
    join(folder, "pnpm-workspace.yaml"),
    stringify({ packages: [], nodeLinker: "hoisted", minimumReleaseAge, engineStrict: false }),
  );
  const { ok, output } = pnpm(["install", "--prefer-offline", "--ignore-scripts", "--no-lockfile"], { cwd: folder });
  if (ok) return folder;
  if (/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|META_FETCH_FAIL/.test(output)) {
    throw new NoRegistry("the registry cannot be reached");
  }
  throw new Error(output);
}
