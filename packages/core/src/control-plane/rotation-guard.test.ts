import { AUTHORITY_RULE, authoritySteps } from "./rotation-guard";

const stepOf = (certificates: Parameters<typeof authoritySteps>[0]): string | undefined =>
  authoritySteps(certificates)[AUTHORITY_RULE.annotation];

test("the rule is about the step that the arguments ask for", () => {
  expect([stepOf({}), stepOf({ authority: 2, rotation: "trust" })]).toEqual(["1", "2 trust"]);
});

test("steps follow each other, and none is left out", () => {
  expect(AUTHORITY_RULE.refusal(stepOf({}), stepOf({ authority: 2, rotation: "trust" }))).toBeUndefined();
  expect(AUTHORITY_RULE.refusal(stepOf({}), stepOf({ authority: 2 }))).toMatch(/^certificates: cannot go from/);
});
