import type { Plan, PlannedObject } from "./plan";

/** The workloads of a plan as lines to read at a glance, e.g. `nginx  4 → f-a-cluster 2, f-b-cluster 2`. */
export function planTable({ workloads }: Plan): string {
  const rows = workloads.filter(({ basis, replicas }) => replicas !== undefined || basis === "unplaced");
  const name = width(rows.map((row) => row.name));
  const count = width(rows.map(countOf));
  return rows.map((row) => `${row.name.padEnd(name)}  ${countOf(row).padStart(count)} → ${where(row)}`).join("\n");
}

function where({ basis, assignments, candidates, policy, replicas }: PlannedObject): string {
  if (basis === "unplaced") return policy ? "nowhere: no member fits" : "nowhere: no policy places it";
  if (basis === "unknown") return `${candidates.join(", ")}, by what is free there`;
  const settled = assignments.filter((assignment) => assignment.replicas > 0 || assignment.alternative);
  if (settled.length === 0) return `${candidates.join(", ")} without replicas`;
  const tied = assignments.some(({ alternative }) => alternative !== undefined);
  const list = settled
    .map((one) => `${one.member} ${one.replicas}${one.alternative === undefined ? "" : ` or ${one.alternative}`}`)
    .join(", ");
  if (tied) return `${list} (${replicas} in all; a tie)`;
  return basis === "duplicated" && settled.length > 1 ? `${list} (each)` : list;
}

function countOf({ replicas }: PlannedObject): string {
  return replicas === undefined ? "" : String(replicas);
}

function width(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
