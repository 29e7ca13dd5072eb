import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Checks that a tarball has source maps, and each of them the sources that it maps to. */
export function sourceMaps(tarball) {
  const folder = mkdtempSync(join(tmpdir(), "source-maps-"));
  try {
    execFileSync("tar", ["-xzf", tarball, "-C", folder]);
    const maps = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".map"));
    const lost = maps.flatMap((map) => missingSources(folder, map));
    if (maps.length === 0) return { ok: false, output: "There are no source maps." };
    return { ok: lost.length === 0, output: lost.join("\n") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function missingSources(folder, map) {
  const { sources, sourcesContent = [], sourceRoot = "" } = JSON.parse(readFileSync(join(folder, map), "utf8"));
  return sources
    .filter((source, i) => !sourcesContent[i] && !existsSync(join(folder, dirname(map), sourceRoot, source)))
    .map((source) => `${map}: ${source} is not in the tarball.`);
}
