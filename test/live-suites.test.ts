import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LIVE = join(__dirname, "live");

test("every suite on live clusters has its usual minutes, so npm test runs it", () => {
  const suites = readdirSync(LIVE).flatMap((file) => /^(.+)\.test\.ts$/.exec(file)?.[1] ?? []);
  const minutes = JSON.parse(readFileSync(join(LIVE, "minutes.json"), "utf8")) as Record<string, number>;
  expect(Object.keys(minutes).sort()).toEqual([...suites, "placement", "random-objects"].sort());
});

test("no suite on live clusters waits for a time that a slow machine may need longer for", () => {
  const files = readdirSync(LIVE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(50);
  const tuned = files.filter((file) => /--timeout=\d/.test(readFileSync(join(LIVE, file), "utf8")));
  expect(tuned).toEqual([]);
});
