import { at, fault, quoted } from "../faults";
import { labelKey, labelValue } from "../validation/checks";
import { Members } from "../members/members";
import type { Member } from "../plan";
import type { Findings } from "./findings";
import { fieldsOf, goJson, goList, goText } from "./go-json";

const EXAMPLE = '[{"key":"region","operator":"in","values":["eu"]}]';

/** Meaning of each spelling of an operator, and how many values it takes. */
const OPERATORS: { readonly [spelling: string]: Operator } = {
  ...spelled("In", ["in", "In"], "at least one"),
  ...spelled("In", ["=", "=="], "one"),
  ...spelled("NotIn", ["notin", "NotIn"], "at least one"),
  ...spelled("NotIn", ["!="], "one"),
  ...spelled("Exists", ["exists", "Exists"], "no"),
  ...spelled("DoesNotExist", ["!", "DoesNotExist"], "no"),
  ...spelled("Gt", ["gt", "Gt", ">"], "one"),
  ...spelled("Lt", ["lt", "Lt", "<"], "one"),
};

interface Operator {
  readonly meaning: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";
  readonly takes: "no" | "one" | "at least one";
}

interface Requirement {
  readonly key: string;
  readonly meaning: Operator["meaning"];
  readonly values: readonly string[];
}

/**
 * Members that a cluster selector selects, as Federation v1 read it; undefined if it selects all of them.
 *
 * @see https://github.com/kubernetes-retired/federation/blob/v1.9.0-alpha.3/pkg/federation-controller/util/clusterselector/clusterselector.go
 */
export function readClusterSelector(
  path: string,
  text: string,
  clusters: readonly Member[],
  findings: Findings,
): Members | undefined {
  const requirements = goList(path, goJson(path, text, EXAMPLE, findings), findings).flatMap((value, i) =>
    requirementOf(`${path}[${i}]`, value, findings),
  );
  const compared = requirements.filter(({ meaning }) => meaning === "Gt" || meaning === "Lt");
  const parts = requirements.filter((one) => !compared.includes(one)).map(selectionOf);
  if (compared.length > 0) {
    const names = clusters.filter(({ labels = {} }) => compared.every((one) => exceeds(one, labels[one.key])));
    const told = names.map(({ name }) => name);
    if (told.length === 0) {
      findings.faults.push(
        fault(path, `${quoted(text)} compares labels that no cluster has`, "use labels that they have"),
      );
      return undefined;
    }
    findings.warnings.push(
      fault(
        path,
        `Karmada does not compare numbers, so it selects ${told.join(", ")} by name, and no cluster that joins later`,
      ),
    );
    parts.push(Members.named(...told));
  }
  return parts.length > 0 ? parts.reduce((all, part) => all.and(part)) : undefined;
}

function requirementOf(path: string, value: unknown, findings: Findings): readonly Requirement[] {
  const before = findings.faults.length;
  const fields = fieldsOf(path, value, ["key", "operator", "values"], findings);
  const key = goText(at(path, "key"), fields.key, findings);
  const spelling = goText(at(path, "operator"), fields.operator, findings);
  const values = goList(at(path, "values"), fields.values, findings).map((one, i) =>
    goText(`${at(path, "values")}[${i}]`, one, findings),
  );
  if (findings.faults.length > before) return [];
  const operator = Object.hasOwn(OPERATORS, spelling) ? OPERATORS[spelling] : undefined;
  findings.faults.push(
    ...labelKey(at(path, "key"), key),
    ...values.flatMap((one, i) => labelValue(`${at(path, "values")}[${i}]`, one)),
  );
  if (!operator) {
    const known = Object.keys(OPERATORS).map(quoted).join(", ");
    findings.faults.push(fault(at(path, "operator"), `${quoted(spelling)} is unknown`, `use one of ${known}`));
    return [];
  }
  const { meaning, takes } = operator;
  if (!fits(takes, values.length)) {
    const told = `${quoted(values.join(","))} is not valid with operator ${quoted(spelling)}`;
    findings.faults.push(fault(at(path, "values"), told, `use ${takes} value${takes === "no" ? "s" : ""}`));
  } else if ((meaning === "Gt" || meaning === "Lt") && int64(values[0]) === undefined) {
    findings.faults.push(
      fault(`${at(path, "values")}[0]`, `${quoted(values[0])} is not a number`, "use a whole number"),
    );
  }
  return findings.faults.length > before ? [] : [{ key, meaning, values }];
}

function selectionOf({ key, meaning, values }: Requirement): Members {
  switch (meaning) {
    case "In":
      return Members.labeled({ [key]: values });
    case "NotIn":
      return Members.notLabeled({ [key]: values });
    case "Exists":
      return Members.withLabelKeys(key);
    default:
      return Members.withoutLabelKeys(key);
  }
}

function exceeds({ meaning, values }: Requirement, label: string | undefined): boolean {
  const [has, limit] = [int64(label), int64(values[0])!];
  return has !== undefined && (meaning === "Gt" ? has > limit : has < limit);
}

function int64(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function fits(takes: Operator["takes"], count: number): boolean {
  return takes === "no" ? count === 0 : takes === "one" ? count === 1 : count > 0;
}

function spelled(meaning: Operator["meaning"], spellings: readonly string[], takes: Operator["takes"]) {
  return Object.fromEntries(spellings.map((spelling): [string, Operator] => [spelling, { meaning, takes }]));
}
