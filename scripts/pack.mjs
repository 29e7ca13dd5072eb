import { rmSync } from "node:fs";
import { join } from "node:path";
import { pnpm, ROOT } from "./process.mjs";
import { compile } from "./set-up.mjs";

/** The packages in the order in which they are published. */
export const PACKAGES = ["constructs", "core"];

/** Compiles both packages anew, so that no output of deleted sources is left, and returns the compiler's outcome. */
export function compileAnew() {
  for (const name of PACKAGES) rmSync(join(ROOT, "packages", name, "dist"), { recursive: true, force: true });
  return compile();
}

/** Packs a package into a folder, and returns the outcome with the path of the tarball. */
export function pack(name, folder) {
  const packing = pnpm(["pack", "--json", "--pack-destination", folder], { cwd: join(ROOT, "packages", name) });
  if (!packing.ok) return packing;
  // What a script of the package prints comes first.
  return { ...packing, tarball: JSON.parse(packing.output.slice(packing.output.indexOf("{"))).filename };
}
