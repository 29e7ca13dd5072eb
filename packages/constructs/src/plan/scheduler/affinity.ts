import type { ClusterAffinity, FieldSelectorRequirement } from "../../api/karmada";
import { labelMismatch } from "../../kinds/label-selector";
import type { Reason } from "../model/left-out";
import type { Member } from "../model/member";

/** Reason why a member is not in a selection. */
export type MemberTest = (member: Member) => Reason | undefined;

const NOT_NAMED: Reason = { by: "name", reason: "it is not among the members that are named" };
const EXCLUDED: Reason = { by: "exclude", reason: "it is excluded" };

/** Compiles a selection of members into a fast test. */
export function memberTest(affinity: ClusterAffinity): MemberTest {
  const { labelSelector, fieldSelector } = affinity;
  const names = affinity.clusterNames?.length ? new Set(affinity.clusterNames) : undefined;
  const excluded = new Set(affinity.exclude);
  return (member) => {
    if (excluded.has(member.name)) return EXCLUDED;
    const label = labelSelector && labelMismatch(labelSelector, member.labels);
    if (label) return { by: "label", reason: label };
    const field = fieldSelector && fieldMismatch(fieldSelector.matchExpressions ?? [], member);
    if (field) return { by: "field", reason: field };
    return names && !names.has(member.name) ? NOT_NAMED : undefined;
  };
}

function fieldMismatch(requirements: readonly FieldSelectorRequirement[], member: Member): string | undefined {
  for (const { key, operator, values = [] } of requirements) {
    const own = valuesOf(key, member);
    const listed = own.some((value) => values.includes(value));
    if (operator === "NotIn" && listed) return `its ${key} "${own.join(", ")}" is ruled out`;
    if (operator === "In" && own.length === 0) return `it has no ${key}`;
    if (operator === "In" && !listed) return `its ${key} "${own.join(", ")}" is not one of ${values.join(", ")}`;
  }
  return undefined;
}

function valuesOf(key: FieldSelectorRequirement["key"], member: Member): readonly string[] {
  if (key === "zone") return (member.zones ?? []).filter((zone) => zone);
  const value = key === "region" ? member.region : member.cloudProvider;
  return value ? [value] : [];
}
