/** Sets up a fresh clone: dependencies, custom resource definitions, compiled packages. Fast if everything is there. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeDefinitions } from "./definitions.mjs";
import { pnpm, ROOT, run } from "./process.mjs";

/** @throws Error with the installer's output */
export function install() {
  if (isInstalled()) return;
  console.error("Installing dependencies, which takes a minute or more ...");
  const { ok, output } = pnpm(["install", "--frozen-lockfile", "--prefer-offline"], { env: { CI: "true" } });
  if (!ok) throw new Error(output);
}

/** @returns the compiler's outcome */
export function compile() {
  return run("tsc", ["--build"]);
}

/** @throws Error with the output of the command that failed */
export function setUp() {
  install();
  const notice = makeDefinitions();
  if (notice !== undefined) console.error(notice);
  const { ok, output } = compile();
  if (!ok) throw new Error(output);
}

/** pnpm keeps a copy of the lock file that it last installed. */
function isInstalled() {
  const installed = join(ROOT, "node_modules", ".pnpm", "lock.yaml");
  return (
    existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(join(ROOT, "pnpm-lock.yaml"), "utf8")
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    setUp();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
