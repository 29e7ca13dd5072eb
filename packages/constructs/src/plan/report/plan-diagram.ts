import type { Member } from "../model/member";
import type { Plan } from "../model/plan";
import { read, refuse, required, STRING } from "../../faults";
import type { Fields } from "../../faults";
import { told } from "../../kinds/identity";
import { memberFaults } from "../model/member-faults";
import { checkPlan } from "./given-plan";
import { sharesOn, titleOf } from "./shares";

/** Options of {@link planDiagram}. */
export interface DiagramOptions {
  /**
   * What it was before a change. Each member then shows `before → after` where the two differ, and which objects without
   * replicas come and go. Members that join or leave are marked.
   *
   * @default - no change is shown
   */
  readonly before?: { readonly plan: Plan; readonly members: readonly Member[] } | undefined;
  /**
   * Names in the DNS zone, with the members whose addresses each resolves to.
   *
   * @default - no names are shown
   */
  readonly names?: { readonly [name: string]: readonly string[] } | undefined;
}

/** Rows of a box that each have a line of their own; if there are more, they share lines. */
const MOST_LINES = 12;
const LINE_WIDTH = 56;
/** Arrows from policies to regions that stay readable. */
const MOST_ARROWS = 24;

const BEFORE: Fields<NonNullable<DiagramOptions["before"]>> = { plan: "anything", members: required(["map"]) };
const OPTIONS: Fields<DiagramOptions> = { before: BEFORE, names: { "*": [STRING] } };

type Region = string | undefined;

/** A policy and what it places. */
interface PolicyBox {
  readonly title: string;
  readonly rows: readonly string[];
  readonly stuck: boolean;
  readonly landing: ReadonlySet<string>;
}

const HEADER = ['%%{init: {"flowchart": {"wrappingWidth": 480}}}%%', "flowchart LR"];
const STYLES = [
  "  classDef joins stroke:#009e73,stroke-width:3px",
  "  classDef leaves stroke:#d55e00,stroke-width:3px,stroke-dasharray:6 4",
  "  classDef nowhere stroke:#d55e00,stroke-width:3px",
];

/**
 * Draws a plan as a Mermaid flowchart, which GitHub and GitLab show in Markdown: the policies with their workloads, the
 * regions with their members, taints and labels, and the replicas on each member. Arrows from policies to regions are
 * left out if there are more than 24, and the policies are one list.
 *
 * @example
 * console.log(planDiagram(chart.plan(members), members));
 * @throws Error if it is not a plan, two members have the same name, or an option has the wrong type
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function planDiagram(plan: Plan, members: readonly Member[], options: DiagramOptions = {}): string {
  checkPlan("plan", plan);
  const { given, faults } = read<DiagramOptions>(options, OPTIONS, "options");
  refuse([...faults, ...memberFaults(members)]);
  const { before, names = {} } = given;
  if (before) checkPlan("options.before.plan", before.plan);
  const gone = (before?.members ?? []).filter(({ name }) => !members.some((member) => member.name === name));
  const everyone = [...members, ...gone];
  const regions = [...new Set(everyone.map(({ region }) => region))];
  const boxes = everyone.map((member, index) => ({
    member,
    line: node(`member${index}`, rowsOf(member, plan, before?.plan), changeOf(member, members, before?.members)),
  }));
  return [
    ...HEADER,
    ...policies(plan, regions, everyone),
    ...regions.flatMap((region, index) => {
      const inside = boxes.filter(({ member }) => member.region === region).map(({ line }) => line);
      return group(`region${index}`, region === undefined ? "no region" : `region ${region}`, inside);
    }),
    ...zone(names, regions),
    ...STYLES,
    "",
  ].join("\n");
}

function rowsOf(member: Member, plan: Plan, before: Plan | undefined): readonly string[] {
  const { name, zones = [], cloudProvider, labels = {}, taints = [] } = member;
  const after = sharesOn(name, plan);
  const earlier = before ? sharesOn(name, before) : after;
  const shares = [...new Set([...after.keys(), ...earlier.keys()])].map((workload) => {
    const [from, to] = [earlier.get(workload) ?? "0", after.get(workload) ?? "0"];
    return `${workload} × ${from === to ? to : `${from} → ${to}`}`;
  });
  const there = objectsOn(name, plan);
  const earlierThere = before ? objectsOn(name, before) : there;
  const moved = [
    ...[...there].filter((title) => !earlierThere.has(title)).map((title) => `${title} comes`),
    ...[...earlierThere].filter((title) => !there.has(title)).map((title) => `${title} goes`),
  ];
  const others = [...there].filter((title) => earlierThere.has(title)).length;
  return [
    name,
    ...[[...zones, ...(cloudProvider ? [cloudProvider] : [])].join(", ")].filter(Boolean),
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...taints.map(({ key, value, effect }) => `taint ${key}${value ? `=${value}` : ""}:${effect}`),
    ...packed(shares),
    ...packed(moved),
    ...(others > 0 ? [`${others} other ${others === 1 ? "object" : "objects"}`] : []),
  ];
}

/** Titles of the objects without replicas on a member. */
function objectsOn(member: string, { objects }: Plan): ReadonlySet<string> {
  return new Set(objects.filter(({ members }) => members.includes(member)).map(titleOf));
}

function changeOf({ name }: Member, now: readonly Member[], before: readonly Member[] | undefined): string | undefined {
  const isIn = (list: readonly Member[]): boolean => list.some((member) => member.name === name);
  if (!isIn(now)) return "leaves";
  return before && !isIn(before) ? "joins" : undefined;
}

/** The policies with what they place, in boxes with arrows, or in one list if there are too many arrows. */
function policies(plan: Plan, regions: readonly Region[], members: readonly Member[]): readonly string[] {
  const boxes = policiesOf(plan).map(({ title, rows, stuck, landing }, index) => {
    const id = `policy${index}`;
    const targets = regions.flatMap((region, at) =>
      members.some((member) => member.region === region && landing.has(member.name)) ? [`  ${id} --> region${at}`] : [],
    );
    return {
      line: node(id, [title, ...rows], stuck ? "nowhere" : undefined),
      list: [title, ...rows].join(": "),
      targets,
    };
  });
  const arrows = boxes.flatMap(({ targets }) => targets);
  const lines =
    arrows.length <= MOST_ARROWS
      ? boxes.map(({ line }) => line)
      : [node("policy", [`${boxes.length} policies`, ...boxes.map(({ list }) => list)])];
  return [...group("policies", "policies", lines), ...(arrows.length <= MOST_ARROWS ? arrows : [])];
}

function policiesOf({ workloads, objects }: Plan): readonly PolicyBox[] {
  const placed = [
    ...workloads.map((workload) => ({ ...workload, row: `${titleOf(workload)} × ${workload.replicas}` })),
    ...objects.map((object) => ({ ...object, row: told(object) })),
  ];
  const titleFor = ({ policy }: (typeof placed)[number]): string => (policy ? told(policy) : "no policy");
  return [...new Set(placed.map(titleFor))].map((title) => {
    const selected = placed.filter((one) => titleFor(one) === title);
    return {
      title,
      rows: packed(selected.map(({ row, problem }) => (problem === undefined ? row : `${row}: ${problem}`))),
      stuck: selected.some(({ problem }) => problem !== undefined),
      landing: new Set(selected.flatMap((one) => one.members)),
    };
  });
}

/** The names in the zone, to the right of the regions. */
function zone(names: NonNullable<DiagramOptions["names"]>, regions: readonly Region[]): readonly string[] {
  const nodes = Object.entries(names).map(([name, members], index) =>
    node(`name${index}`, [name, ...packed(members.map((member) => `→ ${member}`))]),
  );
  return nodes.length === 0
    ? []
    : [...group("zone", "names", nodes), ...regions.map((_, index) => `  region${index} ~~~ zone`)];
}

function group(id: string, title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`  subgraph ${id}[${quoted(title)}]`, ...lines.map((line) => `  ${line}`), "  end"];
}

function node(id: string, rows: readonly string[], style?: string): string {
  const [title, ...rest] = rows.map(escaped);
  const text = [`<b>${title}</b>`, ...(style ? [`<i>${style}</i>`] : []), ...rest].join("<br/>");
  return `  ${id}["${text}"]${style ? `:::${style}` : ""}`;
}

/** Rows, several in a line if there are many. */
function packed(rows: readonly string[]): readonly string[] {
  if (rows.length <= MOST_LINES) return rows;
  const lines: string[] = [];
  for (const row of rows) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} · ${row}` : row;
    if (lines.length > 0 && longer.length <= LINE_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(row);
  }
  return lines;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** Text that Mermaid shows as it is. `#` comes first: it begins the codes of the others. */
function escaped(text: string): string {
  return text.replace(/[#"<>&`\\\n]/g, (character) => `#${character.codePointAt(0)};`);
}
