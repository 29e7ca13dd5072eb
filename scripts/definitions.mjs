/**
 * Puts Karmada's custom resource definitions, which ship with @fedstack/core, into packages/core/definitions/karmada.
 * They come from the release's Go module, and each must have the digest that the release names.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DOWNLOAD_MILLISECONDS = 5 * 60_000;

const CORE = join(dirname(fileURLToPath(import.meta.url)), "..", "packages", "core");
const TARGET = join(CORE, "definitions", "karmada");
const RELEASE = "src/karmada/1.18/definitions.json";
const { module, version, folder, digests } = JSON.parse(readFileSync(join(CORE, RELEASE), "utf8"));
const MODULE = `${module}@${version}`;

/**
 * Copies the definitions from the Go module unless all of them are there.
 *
 * @returns the reason if they are not available
 * @throws Error if a file of the module has a different digest
 */
export function makeDefinitions() {
  if (wrongFiles(TARGET).length === 0) return undefined;
  const { source, reason } = download();
  if (source === undefined) {
    return `The packages have no custom resource definitions: ${reason}. "pulumi preview" works; for "pulumi up", set definitionsDirectory.`;
  }
  const wrong = wrongFiles(source);
  if (wrong.length > 0) {
    throw new Error(`${MODULE}: unexpected content of ${wrong.join(", ")}; compare with packages/core/${RELEASE}`);
  }
  rmSync(TARGET, { recursive: true, force: true });
  for (const path of Object.keys(digests)) {
    mkdirSync(dirname(join(TARGET, path)), { recursive: true });
    writeFileSync(join(TARGET, path), readFileSync(join(source, path)));
  }
  return undefined;
}

function download() {
  try {
    const answer = execFileSync("go", ["mod", "download", "-json", MODULE], {
      cwd: tmpdir(),
      env: { ...process.env, GOFLAGS: "" },
      stdio: ["ignore", "pipe", "ignore"],
      encoding: "utf8",
      timeout: DOWNLOAD_MILLISECONDS,
    });
    return { source: join(JSON.parse(answer).Dir, folder) };
  } catch (error) {
    return { reason: error.code === "ENOENT" ? "Go is not installed" : `Go could not download ${MODULE}` };
  }
}

function wrongFiles(root) {
  return Object.keys(digests).filter((path) => digestOf(join(root, path)) !== digests[path]);
}

function digestOf(file) {
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : undefined;
}

/** Whether the package can be packed: it is of no use without its definitions. */
function checkDefinitions() {
  const wrong = wrongFiles(TARGET);
  if (wrong.length === 0) return;
  console.error(
    `@fedstack/core cannot be packed: ${wrong.length} of its ${Object.keys(digests).length} custom resource definitions are missing or differ ` +
      `from packages/core/${RELEASE}. Install Go, run "npm run build", then pack again.`,
  );
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--check")) checkDefinitions();
  else {
    const notice = makeDefinitions();
    if (notice !== undefined) console.warn(notice);
  }
}
