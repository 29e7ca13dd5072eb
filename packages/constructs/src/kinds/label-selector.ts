import { quoted } from "../faults";
import type { LabelSelector } from "../api/karmada";

/** Labels of an object. */
export interface Labels {
  readonly [key: string]: string;
}

/** The part of the labels that contradicts the selector, if any. */
export function labelMismatch(selector: LabelSelector, labels: Labels = {}): string | undefined {
  for (const key in selector.matchLabels) {
    const value = selector.matchLabels[key];
    if (labels[key] !== value) return told(key, labels[key], `is not "${value}"`);
  }
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const value = labels[key];
    const listed = value !== undefined && values.includes(value);
    if (operator === "In" && !listed) return told(key, value, `is not one of ${values.join(", ")}`);
    if (operator === "NotIn" && listed) return told(key, value, "is ruled out");
    if (operator === "Exists" && value === undefined) return told(key, value, "");
    if (operator === "DoesNotExist" && value !== undefined) return told(key, value, "is ruled out");
  }
  return undefined;
}

function told(key: string, value: string | undefined, problem: string): string {
  return value === undefined ? `it has no label ${key}` : `its label ${key} ${quoted(value)} ${problem}`;
}
