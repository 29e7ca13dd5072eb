import { allOf, literal } from "./cel";
import type { RequiredLabels } from "../kinds/rule-annotation";

/** CEL expressions that a resource selector of Karmada is matched against. */
export interface SelectedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: string;
}

/** Whether any of a policy's resource selectors selects an object, by Karmada's rules. */
export function selects(policy: string, object: SelectedObject): string {
  return `dyn(${policy}.spec).?resourceSelectors.orValue([]).exists(s, ${allOf(
    `s.apiVersion == ${object.apiVersion}`,
    `s.kind == ${object.kind}`,
    `s.?namespace.orValue("") in ["", ${object.namespace}]`,
    `s.?name.orValue("") == "" ? ${matches("s.?labelSelector", object.labels)} : s.name == ${object.name}`,
  )})`;
}

/** Whether an optional label selector matches labels. */
function matches(selector: string, labels: string): string {
  return `(${allOf(
    `${selector}.?matchLabels.orValue({}).all(k, ${labels}[?k] == ${selector}.matchLabels[?k])`,
    `${selector}.?matchExpressions.orValue([]).all(e, ${meets("e", labels)})`,
  )})`;
}

function meets(demand: string, labels: string): string {
  const present = `${demand}.key in ${labels}`;
  const listed = `(${present} && ${labels}[${demand}.key] in ${demand}.?values.orValue([]))`;
  return [
    `${demand}.operator == "In" ? ${listed}`,
    `${demand}.operator == "NotIn" ? !${listed}`,
    `${demand}.operator == "Exists" ? ${present}`,
    `${demand}.operator == "DoesNotExist" ? !(${present})`,
    "true",
  ].join(" : ");
}

/**
 * Variables that lead to `confined`: whether an object's `spec.placement` admits only members with the required labels.
 */
export function confinement(object: string, required: RequiredLabels): readonly Expression[] {
  return [
    { name: "required", expression: literal(required) },
    { name: "placement", expression: `dyn(${object}.spec).?placement.orValue({})` },
    {
      name: "terms",
      expression:
        "variables.placement.?clusterAffinity.optMap(affinity, [affinity]).orValue([])" +
        " + variables.placement.?clusterAffinities.orValue([])",
    },
    {
      name: "confined",
      expression: allOf(
        "variables.terms.size() > 0",
        `variables.terms.all(term, ([term] + term.?overflowAffinities.orValue([])).all(selection, ${REQUIRES}))`,
      ),
    },
  ];
}

/** A variable or a condition of an admission policy. */
export interface Expression {
  readonly name: string;
  readonly expression: string;
}

const BY_VALUE =
  "variables.required[key].exists(value, selection.?labelSelector.?matchLabels[?key] == optional.of(value))";
const BY_DEMAND =
  "selection.?labelSelector.?matchExpressions.orValue([]).exists(demand, demand.key == key" +
  ' && demand.operator == "In" && has(demand.values)' +
  " && demand.values.all(value, value in variables.required[key]))";
const REQUIRES = `variables.required.all(key, ${BY_VALUE} || ${BY_DEMAND})`;
