import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
/** What is compared with what was reviewed, byte for byte, and a placement that is previewed. */
const REVIEWED = ["golden", "control-plane", "examples-placement"];

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "fedstack-elsewhere-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("charts, federations and previews are the same in another time zone, language and folder, without a network", () => {
  const jest = [join(ROOT, "node_modules/jest/bin/jest.js"), "--config", join(ROOT, "jest.config.js"), "--ci", "-i"];
  const only = ["--selectProjects", "test", "--testPathPatterns", `/test/(${REVIEWED.join("|")})\\.test\\.ts$`];
  const { PATH } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [...jest, ...only, "--json"], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH, HOME: folder, TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  });
  expect(stderr).toContain(`Test Suites: ${REVIEWED.length} passed, ${REVIEWED.length} total`);
  expect(status).toBe(0);
});
