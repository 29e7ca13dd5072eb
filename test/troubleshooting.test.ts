import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const guide = readFileSync(join(ROOT, "docs", "guides", "troubleshooting.md"), "utf8");
const headings = [...guide.matchAll(/^### `(.+)`$/gm)].map(([, message]) => message!);

/** The sources in which messages are written. A message that is split over lines or expressions is joined. */
const sources = ["constructs", "core"].flatMap((name) => {
  const folder = join(ROOT, "packages", name, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test(-support)?\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").replace(/[`"] \+\s+[`"]/g, ""));
});

/** What a message always says, between what differs. A problem and its remedy are written apart. */
const fixed = (message: string): string[] =>
  message
    .split(/…|; /)
    .map((part) => part.trim())
    .filter((part) => /\w{2}/.test(part));

test("there are entries to check", () => {
  expect(headings.length).toBeGreaterThan(20);
  for (const message of headings) expect(fixed(message)).not.toEqual([]);
});

test.each(headings)("the code has a message like %s", (message) => {
  expect(sources.some((source) => fixed(message).every((part) => source.includes(part)))).toBe(true);
});
