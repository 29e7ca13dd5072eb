/**
 * `npm run pictures`: draws docs/pictures/*.dot as SVG. Graphviz draws them; @viz-js/viz has it as WebAssembly. With
 * --check, nothing is written, and a picture that differs from its text is an error.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./process.mjs";

const FOLDER = join(ROOT, "docs", "pictures");
const load = createRequire(join(ROOT, "examples", "placement", "main.ts"));
const { instance } = await import(pathToFileURL(load.resolve("@viz-js/viz")));
const viz = await instance();

const changed = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".dot"))
  .map((file) => [
    join(FOLDER, file.replace(/\.dot$/, ".svg")),
    viz.renderString(readFileSync(join(FOLDER, file), "utf8"), { format: "svg" }),
  ])
  .filter(([path, picture]) => !existsSync(path) || readFileSync(path, "utf8") !== picture);

if (!process.argv.includes("--check")) for (const [path, picture] of changed) writeFileSync(path, picture);
else if (changed.length > 0) {
  console.error(`${changed.map(([path]) => path).join(", ")}: differs from its text; run "npm run pictures"`);
  process.exitCode = 1;
}
