import type { Plan, WorkloadPlan } from "../model/plan";
import { isBuiltIn } from "../../kinds/built-in";
import { groupKindOf, groupOf, told } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";

/** Replicas of each workload on one member, as text: `3`, `1 or 2`, or `?` if unknown until scheduling. */
export function sharesOn(member: string, { workloads }: Plan): ReadonlyMap<string, string> {
  return new Map(
    workloads
      .filter(({ members }) => members.includes(member))
      .map((workload) => [titleOf(workload), replicasOn(member, workload)]),
  );
}

/** Name of an object for people: with its kind unless it is a Deployment, and with the group of a custom kind. */
export function titleOf(object: ObjectRef): string {
  const groupKind = groupKindOf(object);
  if (groupKind === "apps/Deployment") return told(object).replace(/^Deployment /, "");
  return isBuiltIn(groupKind) ? told(object) : told({ ...object, kind: `${object.kind}.${groupOf(object)}` });
}

function replicasOn(member: string, { basis, assignments }: WorkloadPlan): string {
  const assignment = assignments.find((one) => one.member === member);
  if (basis === "unknown" || !assignment) return "?";
  const { replicas, alternative = replicas } = assignment;
  return [...new Set([replicas, alternative])].sort((a, b) => a - b).join(" or ");
}
