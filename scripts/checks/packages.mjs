import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pnpm, ROOT, run } from "../process.mjs";
import { consumers } from "./consumers.mjs";
import { compile } from "../set-up.mjs";
import { judge, sum } from "./outcome.mjs";
import { sourceMaps } from "./source-maps.mjs";

const PACKAGES = ["constructs", "core"];

/** Checks what would be published: nothing is unused, the tarballs are sound, and programs that install them work. */
export function packages() {
  const folder = mkdtempSync(join(tmpdir(), "packages-"));
  try {
    return sum([judge("knip", run("knip", ["--no-progress"])), packed(folder)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function packed(folder) {
  const compiling = compiledAnew();
  if (!compiling.ok) return judge("compile for packing", compiling);
  const tarballs = {};
  for (const name of PACKAGES) {
    const packing = pnpm(["pack", "--json", "--pack-destination", folder], { cwd: join(ROOT, "packages", name) });
    if (!packing.ok) return judge(`pack packages/${name}`, packing);
    // What a script of the package prints comes first.
    tarballs[name] = JSON.parse(packing.output.slice(packing.output.indexOf("{"))).filename;
  }
  return sum([...Object.values(tarballs).flatMap(sound), consumers(tarballs)]);
}

/** Leaves no output of sources that have gone. */
function compiledAnew() {
  for (const name of PACKAGES) rmSync(join(ROOT, "packages", name, "dist"), { recursive: true, force: true });
  return compile();
}

function sound(tarball) {
  const file = basename(tarball);
  return [
    judge(`source maps ${file}`, sourceMaps(tarball)),
    judge(`publint ${file}`, run("publint", ["run", tarball, "--strict"])),
    judge(`attw ${file}`, run("attw", [tarball, "--no-definitely-typed", "--no-emoji", "--format", "ascii"])),
  ];
}
