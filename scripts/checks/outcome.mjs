/** Counts of a check: `{ passed, failed, skipped }`, and `failures` with what failed and why. */
export const count = ({ passed = 0, failed = 0, skipped = 0, failures = [] }) => ({
  passed,
  failed,
  skipped,
  failures,
});

export const sum = (outcomes) =>
  outcomes.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      failures: [...all.failures, ...one.failures],
    }),
    count({}),
  );

export const summary = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Something that passes or fails as a whole: prints its name, and why it fails. */
export function judge(name, { ok, output }) {
  console.log(`${ok ? "PASS" : "FAIL"} ${name}`);
  if (!ok) console.log(output.trimEnd());
  return count(ok ? { passed: 1 } : { failed: 1, failures: [`${name}\n${output.trim()}`] });
}

/** What this machine cannot run; each reason counts. */
export function skip(name, reasons) {
  for (const reason of reasons) console.log(`SKIPPED ${name}: ${reason}`);
  return count({ skipped: reasons.length });
}
