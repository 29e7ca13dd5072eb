import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LIVE = join(__dirname, "live");

test("every suite on live clusters has its usual minutes, so npm test runs it", () => {
  const suites = readdirSync(LIVE).flatMap((file) => /^(.+)\.test\.ts$/.exec(file)?.[1] ?? []);
  const minutes = JSON.parse(readFileSync(join(LIVE, "minutes.json"), "utf8")) as Record<string, number>;
  expect(Object.keys(minutes).sort()).toEqual([...suites, "placement", "random-objects"].sort());
});
