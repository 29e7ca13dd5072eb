import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ROOT, run } from "../process.mjs";
import { count } from "./outcome.mjs";

/** Runs jest with its output shown, and counts from its JSON report. */
export function jest(args, minutes) {
  const folder = mkdtempSync(join(tmpdir(), "jest-"));
  const report = join(folder, "report.json");
  const { ok, output } = run("jest", ["--ci", "--json", `--outputFile=${report}`, ...args], { show: true, minutes });
  if (output !== "") console.log(`FAIL ${output.trimEnd()}`);
  const outcome = read(report);
  rmSync(folder, { recursive: true });
  if (ok || outcome.failed > 0) return outcome;
  return count({ ...outcome, failed: 1, failures: [`jest ${args.join(" ")}\n${output.trim()}`] });
}

/** A test file that cannot run counts as one failure. */
function read(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites, testResults } =
      JSON.parse(readFileSync(report, "utf8"));
    return count({
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
      failures: testResults.flatMap(failuresIn),
    });
  } catch {
    return count({});
  }
}

function failuresIn({ name, message, assertionResults }) {
  const file = relative(ROOT, name);
  const failed = assertionResults.filter(({ status }) => status === "failed");
  if (failed.length > 0) {
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}\n${withoutFrames(failureMessages.join("\n"))}`,
    );
  }
  return assertionResults.length === 0 && message !== "" ? [`${file}\n${message}`] : [];
}

/** Without the frames of a stack that are not the project's. */
function withoutFrames(text) {
  return text.replaceAll(/\n\s+at .*node_modules.*/g, "");
}
