/**
 * `node scripts/structure.mjs [commit]`: measures how the packages' folders hang together, for `docs/structure.md`. An
 * arrow leads from a folder to another one from which it imports, and climbs if that one leads back.
 */
import { dirname, join } from "node:path";
import typescript from "typescript";
import { must, run } from "./process.mjs";

const commit = process.argv[2] ?? "HEAD";
const git = (...args) => must(run("git", args));
const LONG = 300;

/** The files of a package by their paths in `src`, without tests. */
function filesOf(name) {
  const source = `packages/${name}/src/`;
  const paths = git("ls-tree", "-r", "--name-only", commit, source).split("\n");
  const own = paths.filter((path) => path.endsWith(".ts") && !/\.test(-support)?\.ts$/.test(path));
  return new Map(own.map((path) => [path.slice(source.length), git("show", `${commit}:${path}`)]));
}

function importsOf(files, path) {
  return typescript.preProcessFile(files.get(path), true, true).importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith(".")) return [];
    const target = join(dirname(path), fileName);
    return [`${target}.ts`, join(target, "index.ts")].filter((one) => files.has(one));
  });
}

/** Everything that something leads to. */
function reached(arrows, start) {
  const found = new Set();
  const visit = (one) => {
    for (const next of arrows.get(one) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(start);
  return found;
}

function between(pairs) {
  const arrows = new Map();
  for (const [from, to] of pairs) {
    if (from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  }
  return arrows;
}

function measure(name) {
  const files = filesOf(name);
  const imports = [...files.keys()].flatMap((path) => importsOf(files, path).map((to) => [path, to]));
  const ofFiles = between(imports);
  const ofFolders = between(imports.map((pair) => pair.map(dirname)));
  const arrows = [...ofFolders].flatMap(([from, targets]) => [...targets].map((to) => [from, to]));
  const lengths = [...files.values()].map((text) => text.split("\n").length - 1);
  const folders = [...files.keys()].map(dirname);
  const fullest = Math.max(...folders.map((one) => folders.filter((other) => other === one).length));
  const start = [...files.keys()].find((path) => path.endsWith("federation.ts"));
  const ofHost =
    start === undefined ? [] : [...reached(ofFiles, start), start].filter((path) => isAboutHost(files, path));
  const rooms = new Set(ofHost.map(dirname));
  const climbing = (list) => list.filter(([from, to]) => reached(ofFolders, to).has(from));
  return {
    Files: files.size,
    [`Files of more than ${LONG} lines`]: lengths.filter((length) => length > LONG).length,
    Folders: new Set(folders).size,
    "Files in the fullest folder": fullest,
    "Arrows between folders": arrows.length,
    "Arrows that climb": climbing(arrows).length,
    "Files that lead back to themselves": [...files.keys()].filter((path) => reached(ofFiles, path).has(path)).length,
    "Folders that a host passes": start === undefined ? undefined : rooms.size,
    "Climbs on its way":
      start === undefined ? undefined : climbing(arrows.filter((pair) => pair.every((one) => rooms.has(one)))).length,
    "Names in the API report": exportsOf(name),
  };
}

/** Whether a file takes the host, or where something is made on it. */
function isAboutHost(files, path) {
  return /\b(Site|Cluster|Host)\b/.test(files.get(path).replace(/\/\*.*?\*\//gs, ""));
}

function exportsOf(name) {
  return git("show", `${commit}:packages/${name}/api.md`).match(/^export /gm).length;
}

for (const name of ["core", "constructs"]) {
  console.log(`\n${name} at ${git("rev-parse", "--short", commit).trim()}`);
  for (const [what, number] of Object.entries(measure(name))) {
    if (number !== undefined) console.log(`${String(number).padStart(5)}  ${what}`);
  }
}
