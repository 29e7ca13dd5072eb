import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../process.mjs";
import { count } from "./outcome.mjs";

/** Runs jest with its output shown, and counts from its JSON report. */
export function jest(args, minutes) {
  const folder = mkdtempSync(join(tmpdir(), "jest-"));
  const report = join(folder, "report.json");
  const { ok, output } = run("jest", ["--ci", "--json", `--outputFile=${report}`, ...args], { show: true, minutes });
  if (output !== "") console.log(`FAIL ${output.trimEnd()}`);
  const outcome = read(report);
  rmSync(folder, { recursive: true });
  return outcome.failed === 0 && !ok ? count({ ...outcome, failed: 1 }) : outcome;
}

/** A test file that cannot run counts as one failure. */
function read(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    return count({
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
    });
  } catch {
    return count({ failed: 1 });
  }
}
