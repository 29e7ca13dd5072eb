import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { compileAnew, pack, PACKAGES } from "../pack.mjs";
import { run } from "../process.mjs";
import { sbom } from "../sbom.mjs";
import { consumers } from "./consumers.mjs";
import { examples } from "./examples.mjs";
import { judge, sum } from "./outcome.mjs";
import { sourceMaps } from "./source-maps.mjs";

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
  const compiling = compileAnew();
  if (!compiling.ok) return judge("compile for packing", compiling);
  const tarballs = {};
  for (const name of PACKAGES) {
    const { tarball, ...packing } = pack(name, folder);
    if (!packing.ok) return judge(`pack packages/${name}`, packing);
    tarballs[name] = tarball;
  }
  return sum([
    ...Object.values(tarballs).flatMap(sound),
    judge("software bill of materials", bill(tarballs)),
    consumers(tarballs),
    examples(tarballs),
  ]);
}

/** That of core lists the package, the constructs, and what both depend on. */
function bill({ constructs, core }) {
  const { ok, output } = sbom("core", core, [constructs]);
  if (!ok) return { ok, output };
  const { metadata, components } = JSON.parse(output);
  const names = [metadata.component, ...components].map(({ name }) => name);
  const missing = ["@fedstack/core", "@fedstack/constructs", "yaml"].filter((name) => !names.includes(name));
  return { ok: missing.length === 0, output: `${missing.join(", ")} is missing from ${names.join(", ")}` };
}

function sound(tarball) {
  const file = basename(tarball);
  return [
    judge(`source maps ${file}`, sourceMaps(tarball)),
    judge(`publint ${file}`, run("publint", ["run", tarball, "--strict"])),
    judge(`attw ${file}`, run("attw", [tarball, "--no-definitely-typed", "--no-emoji", "--format", "ascii"])),
  ];
}
