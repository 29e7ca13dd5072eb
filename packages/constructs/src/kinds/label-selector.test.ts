import type { LabelSelector } from "../api/karmada";
import { labelMismatch } from "./label-selector";

const LABELS = { tier: "one", empty: "" };
const byExpression = (operator: string, key: string, values?: readonly string[]): string | undefined =>
  labelMismatch({ matchExpressions: [{ operator, key, values }] } as LabelSelector, LABELS);

test("a selector without conditions selects everything", () => {
  expect([labelMismatch({}), labelMismatch({ matchLabels: {}, matchExpressions: [] }, LABELS)]).toEqual([
    undefined,
    undefined,
  ]);
});

test("every label has to have its value", () => {
  expect(labelMismatch({ matchLabels: { tier: "one", empty: "" } }, LABELS)).toBeUndefined();
  expect(labelMismatch({ matchLabels: { tier: "two" } }, LABELS)).toBe('its label tier "one" is not "two"');
  expect(labelMismatch({ matchLabels: { tier: "one", none: "" } }, LABELS)).toBe("it has no label none");
  expect(labelMismatch({ matchLabels: { tier: "one" } })).toBe("it has no label tier");
});

test("In wants one of the values, and so a label", () => {
  expect(byExpression("In", "tier", ["two", "one"])).toBeUndefined();
  expect(byExpression("In", "tier", ["two", "three"])).toBe('its label tier "one" is not one of two, three');
  expect(byExpression("In", "none", ["one"])).toBe("it has no label none");
  expect(byExpression("In", "tier")).toBe('its label tier "one" is not one of ');
});

test("NotIn rules out values, and lets an absent label pass", () => {
  expect(byExpression("NotIn", "tier", ["one"])).toBe('its label tier "one" is ruled out');
  expect([byExpression("NotIn", "tier", ["two"]), byExpression("NotIn", "none", ["one"])]).toEqual([
    undefined,
    undefined,
  ]);
});

test("Exists and DoesNotExist look at the key only, even with an empty value", () => {
  expect([byExpression("Exists", "empty"), byExpression("DoesNotExist", "none")]).toEqual([undefined, undefined]);
  expect(byExpression("Exists", "none")).toBe("it has no label none");
  expect(byExpression("DoesNotExist", "empty")).toBe('its label empty "" is ruled out');
});

test("labels and expressions have to hold together", () => {
  const selector: LabelSelector = {
    matchLabels: { tier: "one" },
    matchExpressions: [{ key: "none", operator: "Exists" }],
  };
  expect(labelMismatch(selector, LABELS)).toBe("it has no label none");
});
