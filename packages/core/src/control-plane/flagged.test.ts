import { flagged } from "./flagged";

const FLAGS = { scheduler: { "feature-gates": "A=false", burst: "5" } };

test("a component gets more flags, and keeps its other options", () => {
  expect(flagged({ scheduler: { replicas: 2, extraArgs: { v: "4" } }, webhook: { logLevel: 3 } }, FLAGS)).toEqual({
    scheduler: { replicas: 2, extraArgs: { v: "4", "feature-gates": "A=false", burst: "5" } },
    webhook: { logLevel: 3 },
  });
});

test("a flag of the user's own counts, and of a feature gate the last value, which is the user's", () => {
  const scheduler = { extraArgs: { "feature-gates": "A=true,B=true", burst: "9" } };
  expect(flagged({ scheduler }, FLAGS)).toEqual({
    scheduler: { extraArgs: { "feature-gates": "A=false,A=true,B=true", burst: "9" } },
  });
});

test("a component without options has the flags, and no gates that nothing names", () => {
  expect(flagged({}, { webhook: { burst: "5" } })).toEqual({ webhook: { extraArgs: { burst: "5" } } });
});
