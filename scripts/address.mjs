/**
 * `npm run address -- https://github.com/OWNER/NAME`: changes the address of this repository in every file that has it.
 * The address is the one in the root's package.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "./process.mjs";

const [, , to = ""] = process.argv;
const from = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).repository.url.replace(/^git\+|\.git$/g, "");
if (!/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(to) || to.endsWith(".git")) {
  console.error(`"${to}" is not the address of a repository; use one like ${from}`);
  process.exit(1);
}
const files = run("git", ["grep", "--files-with-matches", "--fixed-strings", from]).output.split("\n").filter(Boolean);
for (const file of files) {
  const path = join(ROOT, file);
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(from, to));
}
console.log(`${files.length} files name ${to} instead of ${from}`);
