/**
 * Gets the custom resource definitions that ship inside @fedstack/core into packages/core/definitions. Each comes from a
 * Go module, or from the lab's folder where it is there, and counts only with the digest that is in git.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const CORE = join(dirname(fileURLToPath(import.meta.url)), "..", "packages", "core");
const TARGET = join(CORE, "definitions");
const LAB = process.env.LAB_HOME ?? join(homedir(), ".cache", "federation-lab");
const DOWNLOAD_MILLISECONDS = 5 * 60_000;

const SETS = [
  {
    name: "karmada",
    module: "github.com/karmada-io/karmada@v1.18.2",
    folder: "charts/karmada/_crds/bases",
    local: join(LAB, "karmada-crds", "bases"),
  },
  {
    name: "etcd-operator",
    module: "go.etcd.io/etcd-operator@v0.2.0",
    folder: "config/crd/bases",
    local: join(LAB, "etcd-operator-crds"),
  },
];

/**
 * Makes what is missing.
 *
 * @returns a notice for each set that cannot be had here
 */
export function makeDefinitions() {
  return SETS.map(makeSet).filter((notice) => notice !== undefined);
}

function makeSet(set) {
  const files = digestsOf(set.name);
  const target = join(TARGET, set.name);
  if (isWhole(target, files)) return undefined;
  const { source, reason } = isWhole(set.local, files) ? { source: set.local } : download(set);
  if (source === undefined) {
    return `definitions: packages/core/definitions/${set.name} is not made: ${reason}. An "up" will need definitionsDirectory.`;
  }
  const wrong = files.filter(({ path, digest }) => digestOf(join(source, path)) !== digest).map(({ path }) => path);
  if (wrong.length > 0) throw new Error(`definitions: ${set.module} has another content of ${wrong.join(", ")}`);
  rmSync(target, { recursive: true, force: true });
  for (const { path } of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), readFileSync(join(source, path)));
  }
  return undefined;
}

function download({ module, folder }) {
  try {
    const answer = execFileSync("go", ["mod", "download", "-json", module], {
      cwd: tmpdir(),
      env: { ...process.env, GOFLAGS: "" },
      stdio: ["ignore", "pipe", "ignore"],
      encoding: "utf8",
      timeout: DOWNLOAD_MILLISECONDS,
    });
    return { source: join(JSON.parse(answer).Dir, folder) };
  } catch (error) {
    return { reason: error.code === "ENOENT" ? "Go is not installed" : `Go's proxy did not give ${module}` };
  }
}

function isWhole(folder, files) {
  return files.every(({ path, digest }) => digestOf(join(folder, path)) === digest);
}

function digestOf(file) {
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : undefined;
}

/** The files of a set, as `sha256sum` lists them. */
function digestsOf(set) {
  return readFileSync(join(CORE, "definitions.sha256"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("  "))
    .filter(([, path]) => path.startsWith(`${set}/`))
    .map(([digest, path]) => ({ digest, path: path.slice(set.length + 1) }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const notice of makeDefinitions()) console.warn(notice);
}
