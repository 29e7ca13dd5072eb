import type { Member, Plan } from "@fedstack/constructs/plan";
import { byRegion, placeOf, sharesOn, told } from "./landing";

/** A plan as Mermaid text: a box per region with its members and their replicas. */
export function mermaid(plan: Plan, members: readonly Member[]): string {
  const regions = byRegion(members).map(([region, inside], i) => [
    `  subgraph region${i}[${quoted(`region ${region}`)}]`,
    ...inside.map((member, j) => `    member${i}_${j}[${quoted(linesOf(member, plan).join("<br/>"))}]`),
    "  end",
  ]);
  return ["flowchart LR", ...regions.flat(), ""].join("\n");
}

function linesOf(member: Member, plan: Plan): string[] {
  return [member.name, placeOf(member), ...sharesOn(member, plan).map((share) => `${share.workload} × ${told(share)}`)];
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "#quot;")}"`;
}
