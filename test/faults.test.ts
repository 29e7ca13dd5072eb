import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HALTS } from "./live/halts";

const ROOT = join(__dirname, "..");
/** Values of the variables in titles. */
const LOOPS = { how: Object.keys(HALTS), signal: ["SIGINT", "SIGKILL"] };

test("each fault on the page of those that are tried names a test of its suite", () => {
  const page = readFileSync(join(ROOT, "docs", "faults.md"), "utf8");
  const rows = [...page.matchAll(/\| `(.+?)`: (.+?) +\|$/gm)].map(([, suite, title]) => [suite!, title!] as const);
  expect(rows.length).toBeGreaterThan(20);
  const missing = rows.filter(
    ([suite, title]) => !titlesOf(readFileSync(join(ROOT, "test", "live", `${suite}.test.ts`), "utf8")).includes(title),
  );
  expect(missing).toEqual([]);
});

/** Titles of the tests in a suite. Those of a loop are there once for each of its values. */
function titlesOf(suite: string): string[] {
  const titles = [...suite.matchAll(/live\(\s*(?:"(.+?)"|`(.+?)`),/g)].map(([, plain, inLoop]) => plain ?? inLoop!);
  return Object.entries(LOOPS).reduce(
    (all, [variable, values]) => all.flatMap((title) => values.map((value) => title.replace(`\${${variable}}`, value))),
    titles,
  );
}
