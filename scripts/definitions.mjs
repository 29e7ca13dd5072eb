/**
 * Puts Karmada's custom resource definitions, which ship with @fedstack/core, into packages/core/definitions/karmada.
 * They come from the release's Go module, and each must have the digest that is in git.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULE = "github.com/karmada-io/karmada@v1.18.2";
const FOLDER = "charts/karmada/_crds/bases";
const DOWNLOAD_MILLISECONDS = 5 * 60_000;

const CORE = join(dirname(fileURLToPath(import.meta.url)), "..", "packages", "core");
const TARGET = join(CORE, "definitions", "karmada");

/**
 * Copies the definitions from the Go module unless all of them are there.
 *
 * @returns the reason if they are not available
 * @throws Error if a file of the module has a different digest
 */
export function makeDefinitions() {
  const files = expectedFiles();
  if (wrongFiles(TARGET, files).length === 0) return undefined;
  const { source, reason } = download();
  if (source === undefined) {
    return `The packages have no custom resource definitions: ${reason}. "pulumi preview" works; for "pulumi up", set definitionsDirectory.`;
  }
  const wrong = wrongFiles(source, files);
  if (wrong.length > 0)
    throw new Error(
      `${MODULE}: unexpected content of ${wrong.join(", ")}; compare with packages/core/definitions.sha256`,
    );
  rmSync(TARGET, { recursive: true, force: true });
  for (const { path } of files) {
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
    return { source: join(JSON.parse(answer).Dir, FOLDER) };
  } catch (error) {
    return { reason: error.code === "ENOENT" ? "Go is not installed" : `Go could not download ${MODULE}` };
  }
}

/** The files that definitions.sha256 lists, in the format of `sha256sum`. */
function expectedFiles() {
  const lines = readFileSync(join(CORE, "definitions.sha256"), "utf8").trim().split("\n");
  return lines.map((line) => line.split("  ")).map(([digest, path]) => ({ digest, path }));
}

function wrongFiles(folder, files) {
  return files.filter(({ path, digest }) => digestOf(join(folder, path)) !== digest).map(({ path }) => path);
}

function digestOf(file) {
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : undefined;
}

/** Whether the package can be packed: it is of no use without its definitions. */
function checkDefinitions() {
  const files = expectedFiles();
  const wrong = wrongFiles(TARGET, files);
  if (wrong.length === 0) return;
  console.error(
    `@fedstack/core cannot be packed: ${wrong.length} of its ${files.length} custom resource definitions are missing or differ ` +
      'from packages/core/definitions.sha256. Install Go, run "npm run build", then pack again.',
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
