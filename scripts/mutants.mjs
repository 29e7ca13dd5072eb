/**
 * `npm run mutants`: seeds faults in the security and the order of core, one at a time, in a copy of the project, and
 * says whether the test that is named beside each notices. With words, it tries only the faults that have them. The
 * faults are in `scripts/mutants`, and the result is `docs/mutants.md`.
 */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { must, ROOT, run } from "./process.mjs";
import { setUp } from "./set-up.mjs";

const FOLDER = join(ROOT, "scripts", "mutants");
const SOURCE = join("packages", "core", "src");
/** A faulty run may hang. The run without faults goes through all named tests. */
const MINUTES = { faulty: 5, whole: 30 };
/** What git does not have, and the tests need. */
const LINKED = ["node_modules", "packages/core/node_modules", "packages/constructs/node_modules", "test/node_modules"];
LINKED.push("packages/core/dist", "packages/constructs/dist", "packages/core/definitions");
/** Folders that no named test reads. */
const LEFT_OUT = /^(site|docs|release|demo-out)\//;

const readAll = () =>
  readdirSync(FOLDER).flatMap((file) =>
    Object.entries(parse(readFileSync(join(FOLDER, file), "utf8"))).flatMap(([about, faults]) =>
      faults.map((fault) => ({ ...fault, about })),
    ),
  );

function copy() {
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  const listed = must(run("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]));
  for (const file of listed.split("\0").filter((name) => !LEFT_OUT.test(name) && existsSync(join(ROOT, name)))) {
    if (file) cpSync(join(ROOT, file), join(folder, file));
  }
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(folder, name));
  return folder;
}

/** Whether tests pass in the copy, or why they could not run. */
function tested(folder, tests, minutes) {
  const jest = [join(ROOT, "node_modules", "jest", "bin", "jest.js"), "--ci", "--silent", "--runInBand"];
  const paths = tests.map((test) => `${SOURCE}/${test}\\.test\\.ts$`);
  return run(process.execPath, [...jest, "--selectProjects", "core", "--testPathPatterns", ...paths], {
    cwd: folder,
    minutes,
  });
}

/** Seeds a fault in the copy, and says what becomes of it. */
function seeded(folder, { file, from, to, test }) {
  const path = join(folder, SOURCE, `${file}.ts`);
  const text = readFileSync(path, "utf8");
  const count = text.split(from).length - 1;
  if (count !== 1) return { result: "stale", why: `${file}.ts has its text ${count} times` };
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  const { ok, output } = tested(folder, [test], MINUTES.faulty);
  writeFileSync(path, text);
  if (ok) return { result: "survived" };
  const failed = /^ {2}● (?!Test suite failed)(.*)$/m.exec(output)?.[1];
  return failed ? { result: "killed", by: failed } : { result: "broken", why: output.trim() };
}

function page(tried) {
  const about = [...new Set(tried.map((one) => one.about))];
  const rows = (faults) =>
    faults.map(({ fault, file, test, by }) => `| ${fault} | \`${file}.ts\` | \`${test}.test.ts\`: ${escaped(by)} |`);
  return [
    "# Faults that the tests notice",
    "",
    "Each of these faults is seeded by itself in a copy of the project, and the test beside it fails. The faults are in",
    "`scripts/mutants`; `npm run mutants` seeds them all, and writes this page if none of them survives.",
    ...about.flatMap((name) => [
      "",
      `## ${name}`,
      "",
      "| Fault | In `packages/core/src` | Noticed by |",
      "| --- | --- | --- |",
      ...rows(tried.filter((one) => one.about === name)),
    ]),
    "",
  ].join("\n");
}

function escaped(text) {
  return text.replace(/\|/g, "\\|").replaceAll("<", "&lt;");
}

setUp();
const words = process.argv.slice(2);
const faults = readAll().filter((one) => words.every((word) => JSON.stringify(one).includes(word)));
const folder = copy();
try {
  const tests = [...new Set(faults.map(({ test }) => test))];
  must(tested(folder, tests, MINUTES.whole));
  const tried = faults.map((one) => {
    const outcome = { ...one, ...seeded(folder, one) };
    console.log(`${outcome.result.toUpperCase()} ${one.fault}: ${outcome.by ?? outcome.why ?? one.test}`);
    return outcome;
  });
  const noticed = tried.filter(({ result }) => result === "killed");
  console.log(`\n${noticed.length} of ${tried.length} faults are noticed`);
  process.exitCode = noticed.length === tried.length ? 0 : 1;
  if (process.exitCode === 0 && words.length === 0) {
    const path = join(ROOT, "docs", "mutants.md");
    writeFileSync(path, page(tried));
    must(run("prettier", ["--write", path]));
  }
} finally {
  rmSync(folder, { recursive: true });
}
