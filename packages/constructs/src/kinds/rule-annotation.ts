import { at, fault, required, shapeFaults, STRING } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Labels } from "./label-selector";
import type { Manifest } from "./manifest";

/** Annotation with the rule of a scheduling policy, as JSON, on its objects. */
export const RULE_ANNOTATION = "fedstack.dev/scheduling-policy";

/** Labels of members, each with its allowed values. */
export interface RequiredLabels {
  readonly [key: string]: readonly string[];
}

/** Workloads with these labels, in these namespaces, may run only on members with those labels. */
export interface SchedulingRule {
  /** Name of the scheduling policy. */
  readonly name: string;
  readonly labels: Labels;
  /** Every namespace if undefined. */
  readonly namespaces?: readonly string[] | undefined;
  readonly members: RequiredLabels;
}

const RULE: Fields<SchedulingRule> = {
  name: required(STRING),
  labels: required({ "*": STRING }),
  namespaces: [STRING],
  members: required({ "*": [STRING] }),
};

/** The rule that an object carries, if it does and if it can be read. */
export function ruleIn(manifest: Manifest): SchedulingRule | undefined {
  const rule = parsed(manifest);
  return rule !== undefined && isRule(rule) ? rule : undefined;
}

/** A fault of an object whose rule cannot be read. */
export function ruleFaults(manifest: Manifest): readonly Fault[] {
  const rule = parsed(manifest);
  if (rule === undefined || isRule(rule)) return [];
  const path = at("metadata.annotations", RULE_ANNOTATION);
  return [fault(path, "is not the rule of a scheduling policy", "synthesize the policy again")];
}

/** Undefined without a rule, and null if it is not JSON. */
function parsed({ metadata }: Manifest): unknown {
  const text = (metadata.annotations as Labels | undefined)?.[RULE_ANNOTATION];
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) ?? null;
  } catch {
    return null;
  }
}

function isRule(rule: unknown): rule is SchedulingRule {
  return shapeFaults("", rule, RULE, { refusesNull: true }).length === 0;
}
