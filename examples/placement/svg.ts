import type { Member, Plan } from "@fedstack/constructs/plan";
import { byRegion, placeOf, sharesOn, told } from "./landing";
import type { Share } from "./landing";

/** Colors that people with impaired color vision can tell apart. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"];
const GREY = "#6b7280";
const PALE = "#c4c8ce";

/** Widths of the columns for a workload's name and its replicas. */
const WIDTHS = [64, 40];
/** Squares per row. */
const MOST_SQUARES = 10;

const STYLE = `
  fontname="Helvetica,Arial,sans-serif"; nodesep=0.2; pad=0.2; bgcolor=white;
  graph [style="rounded,filled", fillcolor="#f3f4f6", color="#d1d5db", fontsize=15];
  node [shape=box, style="rounded,filled", fillcolor=white, color="#9ca3af", margin=0.08,
    fontname="Helvetica,Arial,sans-serif", fontsize=12];
`;

/**
 * A plan as a picture: a box per region with its members, and a square per replica. A hollow square is a replica that
 * lands there or elsewhere. Each member lists the workloads in the same order, in gray if they do not run there.
 */
export async function svg(plan: Plan, members: readonly Member[]): Promise<string> {
  const largest = members.flatMap((member) => sharesOn(member, plan).map((share) => share.max ?? 0));
  const columns = Math.min(Math.max(0, ...largest), MOST_SQUARES);
  const regions = byRegion(members).map(([region, inside], i) => {
    const nodes = inside.map((member) => `"${member.name}" [label=<${card(member, plan, columns)}>]`);
    return `subgraph cluster${i} { label=<<B>region ${escaped(region)}</B>>; ${nodes.join("; ")} }`;
  });
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  return viz.renderString(`digraph { ${STYLE} ${regions.join("\n")} }`, { format: "svg" });
}

function card(member: Member, plan: Plan, columns: number): string {
  const shares = new Map(sharesOn(member, plan).map((share) => [share.workload, share]));
  const rows = plan.workloads.map(({ name }, i) => row(name, shares.get(name), COLOURS[i % COLOURS.length]!, columns));
  const title = [`<B>${escaped(member.name)}</B>`, coloured(GREY, placeOf(member), 10)].map(
    (text) => `<TR><TD COLSPAN="${2 + columns}" ALIGN="LEFT">${text}</TD></TR>`,
  );
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3" CELLPADDING="0">${[...title, ...rows].join("")}</TABLE>`;
}

function row(workload: string, share: Share | undefined, colour: string, columns: number): string {
  const { min = 0, max = 0 } = share ?? {};
  const squares = Array.from({ length: columns }, (_, i) => square(i < max ? colour : "", i < min ? colour : ""));
  const text = [workload, share ? told(share) : "–"].map((part) => coloured(share ? colour : PALE, part));
  const cells = text.map((part, i) => `<TD ALIGN="LEFT" WIDTH="${WIDTHS[i]}">${part}</TD>`);
  return `<TR>${[...cells, ...squares].join("")}</TR>`;
}

function square(border: string, fill: string): string {
  const colours = (border && ` BORDER="1" COLOR="${border}"`) + (fill && ` BGCOLOR="${fill}"`);
  return `<TD FIXEDSIZE="TRUE" WIDTH="12" HEIGHT="12"${colours}></TD>`;
}

function coloured(colour: string, text: string, size = 12): string {
  return `<FONT COLOR="${colour}" POINT-SIZE="${size}">${escaped(text)}</FONT>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
