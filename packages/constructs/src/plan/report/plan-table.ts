import { findingLine } from "../../kinds/finding";
import { checkPlan } from "./given-plan";
import { listed } from "./listed";
import type { ObjectPlan, Plan, WorkloadPlan } from "../model/plan";
import { titleOf } from "./shares";

/**
 * Formats a plan as a text table: for each object its replicas and where they land, followed by the findings.
 *
 * @example
 * console.log(planTable(plan)); // nginx  4 → f-a-cluster 2, f-b-cluster 2
 * @throws Error if it is not a plan
 */
export function planTable(plan: Plan): string {
  checkPlan("plan", plan);
  const { workloads, objects, findings } = plan;
  const rows = [
    ...workloads.map((workload) => [titleOf(workload), String(workload.replicas), landing(workload)] as const),
    ...objects.map((object) => [titleOf(object), "", landingOfObject(object)] as const),
  ];
  const [title, replicas] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length))) as [
    number,
    number,
  ];
  const lines = rows.map((row) => `${row[0].padEnd(title)}  ${row[1].padStart(replicas)} → ${row[2]}`);
  return [...lines, ...findings.map(findingLine)].join("\n");
}

function landingOfObject({ members, undecided }: ObjectPlan): string {
  return (listed(members) || "nowhere") + (undecided === undefined ? "" : `: ${undecided}`);
}

function landing({ assignments, basis, members, undecided }: WorkloadPlan): string {
  if (basis === "unknown") return `${listed(members)}: ${undecided ?? "by free capacity, known once scheduled"}`;
  const landed = assignments
    .filter(({ replicas, alternative }) => replicas > 0 || alternative)
    .map(
      ({ member, replicas, alternative }) =>
        `${member} ${replicas}${alternative === undefined ? "" : ` or ${alternative}`}`,
    );
  return (listed(landed) || "nowhere") + (basis === "capacity" ? " (if capacity is as given)" : "");
}
