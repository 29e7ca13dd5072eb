import type { Member, Plan } from "@fedstack/constructs/plan";
import { card, escaped, list, scaleOf } from "./card";
import { byRegion } from "./landing";

/** What else a picture shows. */
export interface PictureOptions {
  /** What it was before a change. Members that join or leave are marked. */
  readonly before?: { readonly plan: Plan; readonly members: readonly Member[] };
  /** Names in the DNS zone, with the members whose addresses each resolves to. */
  readonly names?: { readonly [name: string]: readonly string[] };
}

/** Nodes below each other. */
const MOST_NODES = 12;
const JOINS = "#009e73";
const LEAVES = "#d55e00";

const STYLE = `
  fontname="Helvetica,Arial,sans-serif"; nodesep=0.2; ranksep=0.15; pad=0.2; bgcolor=white;
  graph [style="rounded,filled", fillcolor="#f3f4f6", color="#d1d5db", fontsize=15];
  node [shape=box, style="rounded,filled", fillcolor=white, color="#9ca3af", margin=0.08,
    fontname="Helvetica,Arial,sans-serif", fontsize=12];
`;

/**
 * A plan as a picture: a column each for the policies, for the members of every region, and for the names in the zone.
 * Each member lists its workloads, with a square per replica; after a change, before and after are side by side.
 */
export async function svg(plan: Plan, members: readonly Member[], options: PictureOptions = {}): Promise<string> {
  const { before, names = {} } = options;
  const plans = before ? [before.plan, plan] : [plan];
  const gone = (before?.members ?? []).filter((member) => !isIn(members, member));
  const everyone = [...members, ...gone];
  const scale = scaleOf(plans, everyone);
  const policies = policiesOf(plan, everyone).map(([title, rows]) => node(`policy ${title}`, list(title, rows)));
  const regions = byRegion(everyone).map(([region, inside]) => {
    const nodes = inside.map((member) => {
      const joins = before !== undefined && !isIn(before.members, member);
      const border = gone.includes(member) ? LEAVES : joins ? JOINS : undefined;
      return node(member.name, card(member, plans, scale), border);
    });
    return column(region === "" ? "no region" : `region ${region}`, nodes);
  });
  const zone = Object.entries(names).map(([name, targets]) => {
    const rows = targets.map((member) => `→ ${member}`);
    return node(`name ${name}`, list(name, rows));
  });
  const columns = [column("policies", policies), ...regions, ...(zone.length > 0 ? [column("names", zone)] : [])];
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  const graph = columns.map((one, i) => `subgraph cluster${i} { ${one} }`).join("\n");
  return viz.renderString(`digraph { ${STYLE} ${graph} }`, { format: "svg" });
}

function isIn(members: readonly Member[], { name }: Member): boolean {
  return members.some((member) => member.name === name);
}

/** The policies, with what each places where. */
function policiesOf(plan: Plan, members: readonly Member[]): readonly (readonly [string, readonly string[]])[] {
  const placed = [...plan.workloads, ...plan.objects];
  const policyOf = ({ policy }: (typeof placed)[number]): string => policy?.name ?? "no policy";
  return [...new Set(placed.map(policyOf))].map((title) => {
    const its = placed.filter((one) => policyOf(one) === title);
    const regions = byRegion(members.filter(({ name }) => its.some((one) => one.members.includes(name))));
    const rows = its.map((one) => `${one.name} ${"replicas" in one ? `× ${one.replicas}` : `(${one.kind})`}`);
    return [title, [...rows, `→ ${regions.map(([region]) => region || "no region").join(", ") || "nowhere"}`]];
  });
}

interface Node {
  /** In quotes. */
  readonly id: string;
  readonly line: string;
}

function node(id: string, label: string, border?: string): Node {
  const style = border === undefined ? "" : `, color="${border}", penwidth=3`;
  return { id: `"${id}"`, line: `"${id}" [label=<${label}>${style}]` };
}

/** Nodes below each other in a box, in several stacks if there are many. */
function column(title: string, nodes: readonly Node[]): string {
  const lines = nodes.map(({ id, line }, i) =>
    i % MOST_NODES === 0 ? line : `${line}; ${nodes[i - 1]!.id} -> ${id} [style=invis]`,
  );
  return [`label=<<B>${escaped(title)}</B>>`, ...lines].join("; ");
}
