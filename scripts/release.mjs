/**
 * `npm run release`: publishes both packages with npm provenance, from the workflow in .github/workflows/release.yml.
 * The registries are asked for the digests of the images, which core is packed with. `release/` then has the tarballs,
 * their software bills of materials, and the notes of this version. With --dry-run, everything but the publishing and the
 * asking is done, on any machine.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compileAnew, pack, PACKAGES } from "./pack.mjs";
import { DIGESTS, writeDigests } from "./image-digests.mjs";
import { must, ROOT, run } from "./process.mjs";
import { sbom } from "./sbom.mjs";
import { setUp } from "./set-up.mjs";

const FOLDER = join(ROOT, "release");
const dryRun = process.argv.includes("--dry-run");
const read = (...path) => readFileSync(join(ROOT, ...path), "utf8");
const { version, repository } = JSON.parse(read("packages", "core", "package.json"));

/** npm refuses provenance of a package from another repository than the one it names. */
function checkOrigin({ GITHUB_REF_NAME, GITHUB_REPOSITORY, GITHUB_SERVER_URL }) {
  if (GITHUB_REF_NAME === undefined) {
    throw new Error("Only the workflow in .github/workflows/release.yml publishes; use --dry-run to see what it would");
  }
  if (GITHUB_REF_NAME !== `v${version}`) {
    throw new Error(
      `The tag is "${GITHUB_REF_NAME}", but the packages have version "${version}"; use the tag v${version}`,
    );
  }
  const here = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  if (repository.url !== `git+${here}.git`) {
    throw new Error(
      `The packages name another repository, ${repository.url}; run "npm run address -- ${here}" and commit`,
    );
  }
}

function packed(name) {
  const packing = pack(name, FOLDER);
  must(packing);
  return packing.tarball;
}

/** The section about this version in the changelog. */
function notes(changelog) {
  const [, section] = changelog.split(`\n## ${version}\n`);
  if (section === undefined)
    throw new Error(`CHANGELOG.md has no section "${version}"; run "npm run version-packages" first`);
  return `${section.split("\n## ")[0].trim()}\n`;
}

async function release() {
  if (!dryRun) checkOrigin(process.env);
  setUp();
  must(compileAnew());
  rmSync(DIGESTS, { force: true });
  if (!dryRun) await writeDigests();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const tarballs = PACKAGES.map(packed);
  tarballs.forEach((tarball, index) => {
    const bill = must(sbom(PACKAGES[index], tarball, tarballs.slice(0, index)));
    writeFileSync(tarball.replace(/\.tgz$/, ".cdx.json"), bill);
  });
  if (!dryRun) {
    writeFileSync(join(FOLDER, "NOTES.md"), notes(read("packages", "core", "CHANGELOG.md")));
    for (const tarball of tarballs) must(run("npm", ["publish", tarball, "--provenance", "--access", "public"]));
  }
  console.log(
    `${dryRun ? "Packed" : "Published"} ${tarballs.map((tarball) => basename(tarball)).join(" and ")}: see release/`,
  );
}

try {
  await release();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
