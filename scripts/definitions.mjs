/**
 * Puts Karmada's custom resource definitions, which ship with @fedstack/core, into packages/core/definitions/karmada.
 * They come from the release's Go module. They are written as JSON, which a program reads many times as fast as YAML,
 * and each must then have the digest that the release names.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
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
 * Writes the definitions of the Go module unless all of them are there.
 *
 * @returns the reason if they are not available
 * @throws Error if a file of the module has a different digest
 */
export function makeDefinitions() {
  if (wrongFiles(packaged).length === 0) return undefined;
  const { source, reason } = download();
  if (source === undefined) {
    return `The packages have no custom resource definitions: ${reason}. "pulumi preview" works; for "pulumi up", set definitionsDirectory.`;
  }
  const converted = convert(source);
  const wrong = wrongFiles((path) => converted[path]);
  if (wrong.length > 0) {
    const found = wrong.map((path) => `${path} (${digestOf(converted[path])})`).join(", ");
    throw new Error(`${MODULE}: unexpected content of ${found}; compare with packages/core/${RELEASE}`);
  }
  rmSync(TARGET, { recursive: true, force: true });
  for (const [path, json] of Object.entries(converted)) {
    mkdirSync(dirname(targetOf(path)), { recursive: true });
    writeFileSync(targetOf(path), json);
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

/** Paths of the definitions whose JSON has another digest than the release names. */
function wrongFiles(jsonOf) {
  return Object.keys(digests).filter((path) => digestOf(jsonOf(path)) !== digests[path]);
}

function packaged(path) {
  return existsSync(targetOf(path)) ? readFileSync(targetOf(path), "utf8") : undefined;
}

/** The YAML in a folder as JSON. The parser is one of the package's own dependencies, which may not be installed earlier. */
function convert(source) {
  const { parse } = createRequire(join(CORE, "package.json"))("yaml");
  const there = Object.keys(digests).filter((path) => existsSync(join(source, path)));
  return Object.fromEntries(
    there.map((path) => [path, JSON.stringify(parse(readFileSync(join(source, path), "utf8")))]),
  );
}

function targetOf(path) {
  return join(TARGET, path.replace(/\.yaml$/, ".json"));
}

function digestOf(text) {
  return text === undefined ? undefined : createHash("sha256").update(text).digest("hex");
}

/** Whether the package can be packed: it is of no use without its definitions. */
function checkDefinitions() {
  const wrong = wrongFiles(packaged);
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
