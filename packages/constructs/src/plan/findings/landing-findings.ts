import { keyOf, told } from "../../kinds/identity";
import { errorOn, warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import type { LeftOutMember } from "../model/left-out";
import type { Member } from "../model/member";
import type { MissingObject, ObjectPlan, WorkloadPlan } from "../model/plan";
import { listed } from "../report/listed";
import { stays } from "./survey";

/**
 * What will not run where it should.
 *
 * @param found what is found about the objects themselves
 */
export function landingFindings(
  planned: readonly (WorkloadPlan | ObjectPlan)[],
  found: readonly Finding[],
  missing: readonly MissingObject[],
  members: readonly Member[],
): readonly Finding[] {
  const byKey = new Map(planned.map((one) => [keyOf(one), one]));
  const assumed = found.flatMap(({ object, assumes }) => (object && assumes ? [{ key: keyOf(object), assumes }] : []));
  return [
    ...planned.flatMap((one) => nowhere(one, assumed, members)),
    ...planned.flatMap(broken),
    ...missing.map((one) => lacking(one, byKey.get(keyOf(one.object)), byKey.get(keyOf(one.neededBy)))),
  ];
}

/** Taints come and go, and members join. Other reasons keep an object off for good. */
function nowhere(
  object: WorkloadPlan | ObjectPlan,
  assumed: readonly { readonly key: string; readonly assumes: readonly string[] }[],
  members: readonly Member[],
): readonly Finding[] {
  const { problem, policy, leftOut } = object;
  if (problem === undefined) return [];
  if (!policy) return [stays(object, problem)];
  const forGood = members.length > 0 && leftOut.length > 0 && leftOut.every(({ by }) => by !== "taint");
  const told = `lands on no member: ${problem}${reasons(leftOut)}`;
  const remedy = members.length > 0 ? "change its placement, or join a member that fits it" : "join a member first";
  const finding = (forGood ? errorOn : warningOn)(object, told, remedy);
  const key = keyOf(object);
  const assumes = assumed.flatMap((one) => (one.key === key ? one.assumes : []));
  return [assumes.length > 0 ? { ...finding, assumes } : finding];
}

/**
 * Members that get nothing of an object, because an override of it fails there. Karmada overrides the object with what the
 * API server adds to it, which nobody knows here.
 */
function broken(object: WorkloadPlan | ObjectPlan): readonly Finding[] {
  const failed = object.leftOut.filter(({ by }) => by === "override");
  return [...new Set(failed.map(({ reason }) => reason))].map((reason) => {
    const where = failed.filter((one) => one.reason === reason).map(({ member }) => member);
    return warningOn(
      object,
      `gets nothing on ${listed(where)} unless the API server adds what is missing: ${reason}`,
      "write the field into the object, or let the override select only objects that have it",
    );
  });
}

/** What may end without a change of the placement. What a suspended policy copied before stays where it is. */
const PASSING: readonly LeftOutMember["by"][] = ["taint", "suspension"];

function lacking(
  { object, neededBy, members, planned }: MissingObject,
  plan: WorkloadPlan | ObjectPlan | undefined,
  needing: WorkloadPlan | ObjectPlan | undefined,
): Finding {
  const need = `needs ${told(object)} on ${listed(members)}`;
  const passing = new Set(plan?.leftOut.flatMap(({ member, by }) => (PASSING.includes(by) ? [member] : [])));
  const unsure = isOpen(plan) || isOpen(needing) || members.every((member) => passing.has(member));
  const severe = unsure ? warningOn : errorOn;
  return planned
    ? severe(
        neededBy,
        `${need}, but is not placed there`,
        "place it there, too, or in the Propagation of what needs it",
      )
    : {
        ...warningOn(
          neededBy,
          `${need}, but it is not among these objects`,
          "add it, or make sure that it exists there",
        ),
        assumes: [told(object)],
      };
}

/** Whether something else than a placement decides where it lands. */
function isOpen(plan: WorkloadPlan | ObjectPlan | undefined): boolean {
  return (
    (plan as Partial<WorkloadPlan> | undefined)?.undecided !== undefined ||
    (plan?.policy !== undefined && plan.problem !== undefined && plan.leftOut.length === 0)
  );
}

function reasons(leftOut: readonly LeftOutMember[]): string {
  if (leftOut.length === 0) return "";
  return ` (${listed(
    leftOut.map(({ member, reason }) => `${member}: ${reason}`),
    "; ",
  )})`;
}
