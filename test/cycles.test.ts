import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { preProcessFile } from "typescript";

const PACKAGES = join(__dirname, "../packages");

/** The files of a package that a file imports, whether values or types. */
function importsOf(file: string): string[] {
  return preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith(".")) return [];
    const path = join(dirname(file), fileName);
    return [`${path}.ts`, join(path, "index.ts")].filter((candidate) => existsSync(candidate));
  });
}

/** One way around each circle that is found. */
function circlesAmong(files: readonly string[]): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    importsOf(file).forEach((next) => visit(next, [...path, file]));
    done.add(file);
  };
  files.forEach((file) => visit(file, []));
  return circles;
}

test.each(["constructs", "core"])("no file of %s imports itself by way of others", (name) => {
  const source = join(PACKAGES, name, "src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(source, file));
  expect(files.flatMap(importsOf).length).toBeGreaterThan(100);
  expect(circlesAmong(files).map((circle) => circle.map((file) => relative(PACKAGES, file)))).toEqual([]);
});
