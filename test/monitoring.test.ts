import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BIN } from "./live/lab";
import { alerts, panels } from "./monitoring";

const guide = readFileSync(join(__dirname, "..", "docs", "guides", "monitoring.md"), "utf8");

test("each alert has a row in the guide, and the guide has no others", () => {
  const rows = [...guide.matchAll(/^\| `(Federation\w+)` +\| (.+) \|$/gm)].map(([, name]) => name);
  expect(rows).toEqual(alerts().map(({ alert }) => alert));
});

test("each alert tells in a sentence what is wrong, with a severity", () => {
  for (const { alert, labels, annotations } of alerts()) {
    expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(warning|critical)$/)]);
    expect([alert, annotations.summary]).toEqual([alert, expect.stringMatching(/^[A-Z{].*[^.]$/)]);
    expect([alert, annotations.description]).toEqual([alert, expect.stringMatching(/^[A-Z{].*\.$/)]);
  }
});

test("expressions are balanced, and no two panels have one title", () => {
  const titles = panels().map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  for (const { expr } of [...alerts(), ...panels()]) {
    for (const [open, close] of ["()", "{}", "[]"] as const) {
      expect([expr, expr.split(open!).length]).toEqual([expr, expr.split(close!).length]);
    }
  }
});

describe("Prometheus' own tool", () => {
  const tool = join(BIN, "promtool");
  const name = "finds that each alert fires when it should, and not before";
  if (!existsSync(tool)) {
    console.warn(`SKIPPED ${name}: there is no promtool; run test/lab/build.sh`);
    test.skip(name, () => undefined);
    return;
  }

  test(name, () => {
    const file = join(__dirname, "alerts.promtool.yaml");
    const text = readFileSync(file, "utf8");
    expect(alerts().filter(({ alert }) => !text.includes(`alertname="${alert}"`))).toEqual([]);
    expect(execFileSync(tool, ["test", "rules", file], { encoding: "utf8" })).toContain("SUCCESS");
  });
});
