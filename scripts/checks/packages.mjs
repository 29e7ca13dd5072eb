import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pnpm, ROOT, run } from "../process.mjs";
import { consumers } from "./consumers.mjs";
import { judge, sum } from "./outcome.mjs";

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
  const tarballs = {};
  for (const name of PACKAGES) {
    const packing = pnpm(["pack", "--json", "--pack-destination", folder], { cwd: join(ROOT, "packages", name) });
    if (!packing.ok) return judge(`pack packages/${name}`, packing);
    tarballs[name] = JSON.parse(packing.output).filename;
  }
  return sum([...Object.values(tarballs).flatMap(sound), consumers(tarballs)]);
}

function sound(tarball) {
  const file = basename(tarball);
  return [
    judge(`publint ${file}`, run("publint", ["run", tarball, "--strict"])),
    judge(`attw ${file}`, run("attw", [tarball, "--no-definitely-typed", "--no-emoji", "--format", "ascii"])),
  ];
}
