import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./process.mjs";

/**
 * Returns the outcome of writing the software bill of materials of a packed package, in CycloneDX's JSON format: the
 * package and its dependencies. Users choose the versions of its peers themselves.
 *
 * @param name of the package, without its scope
 * @param others tarballs of packages that it depends on and that may not be published yet
 */
export function sbom(name, tarball, others = []) {
  const folder = mkdtempSync(join(tmpdir(), "sbom-"));
  // npm calls the package what its folder is called.
  const cwd = join(folder, "@fedstack", name);
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"];
  try {
    mkdirSync(cwd, { recursive: true });
    const unpacking = run("tar", ["-xzf", tarball, "-C", cwd, "--strip-components=1"]);
    if (!unpacking.ok) return unpacking;
    const locking = run("npm", ["install", "--package-lock-only", "--omit=dev", ...quiet, ...others], { cwd });
    if (!locking.ok) return locking;
    return run(
      "npm",
      [
        "sbom",
        "--package-lock-only",
        "--omit=dev",
        "--sbom-format=cyclonedx",
        "--sbom-type=library",
        "--loglevel=error",
      ],
      { cwd },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
