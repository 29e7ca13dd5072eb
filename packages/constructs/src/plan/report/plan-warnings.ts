import type { LeftOutMember } from "../model/left-out";
import { listed } from "./listed";
import type { MissingObject, ObjectPlan, WorkloadPlan } from "../model/plan";
import { told } from "../../kinds/identity";

/** Sentences about what will not run as you may expect. */
export function warningsAbout(
  workloads: readonly WorkloadPlan[],
  objects: readonly ObjectPlan[],
  missing: readonly MissingObject[],
): readonly string[] {
  return [
    ...[...workloads, ...objects].flatMap((object) =>
      object.problem === undefined
        ? []
        : [`${told(object)} cannot be placed: ${object.problem}${reasons(object.leftOut)}.`],
    ),
    ...workloads.flatMap((workload) =>
      workload.unknownMembers.map((name) => `${told(workload)} is placed on "${name}", which is not a member.`),
    ),
    ...missing.map(({ object, neededBy, members, planned }) => {
      const where = members.join(", ");
      return planned
        ? `${told(neededBy)} needs ${told(object)} on ${where}, where it is missing. Place it there, too, or propagate it with what needs it.`
        : `${told(neededBy)} needs ${told(object)} on ${where}, but it is not among these objects. Make sure that it exists there.`;
    }),
  ];
}

function reasons(leftOut: readonly LeftOutMember[]): string {
  if (leftOut.length === 0) return "";
  return ` (${listed(
    leftOut.map(({ member, reason }) => `${member}: ${reason}`),
    "; ",
  )})`;
}
