import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(__dirname, "..");
const MUTANTS = join(ROOT, "scripts", "mutants");
const SOURCE = join(ROOT, "packages", "core", "src");

interface Mutant {
  readonly fault: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly test: string;
}

const mutants = readdirSync(MUTANTS).flatMap((file) =>
  Object.values(parse(readFileSync(join(MUTANTS, file), "utf8")) as Record<string, readonly Mutant[]>).flat(),
);

test("every fault that can be seeded has its text once in its file, and a test that exists", () => {
  expect(mutants.length).toBeGreaterThan(100);
  const stale = mutants.filter(({ file, from, to, test }) => {
    const text = readFileSync(join(SOURCE, `${file}.ts`), "utf8");
    return text.split(from).length !== 2 || from === to || !existsSync(join(SOURCE, `${test}.test.ts`));
  });
  expect(stale.map(({ fault }) => fault)).toEqual([]);
});

test("every fault that can be seeded is on the page of those that tests notice", () => {
  const page = readFileSync(join(ROOT, "docs", "mutants.md"), "utf8");
  const rows = [...page.matchAll(/^\| (.+?) +\| `(.+?)\.ts` +\| `(.+?)\.test\.ts`: /gm)].map(([, ...cells]) => cells);
  expect(rows.sort()).toEqual(mutants.map(({ fault, file, test }) => [fault, file, test]).sort());
});
