import type { Member, Plan } from "@fedstack/constructs/plan";
import { placeOf, sharesOn, told } from "./landing";
import type { Share } from "./landing";

/** Colors that people with impaired color vision can tell apart. */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"];
const GRAY = "#6b7280";
/** Least widths of columns: one letter of a workload's name, its replicas, and the arrow between before and after. */
const WIDTHS = { letter: 7.5, replicas: 40, arrow: 24 };
/** Squares per workload. */
const MOST_SQUARES = 10;
/** Workloads below each other. */
const MOST_ROWS = 12;

/** What the cards of one picture have in common. */
export interface Scale {
  /** Color of each workload. */
  readonly colors: ReadonlyMap<string, string>;
  /** Squares that a row has room for. */
  readonly squares: number;
  readonly nameWidth: number;
}

/** The scale of plans that are compared. */
export function scaleOf(plans: readonly Plan[], members: readonly Member[]): Scale {
  const names = new Set(plans.flatMap(({ workloads }) => workloads.map(({ name }) => name)));
  const shares = plans.flatMap((plan) => members.flatMap((member) => sharesOn(member, plan)));
  return {
    colors: new Map([...names].map((name, i) => [name, COLORS[i % COLORS.length]!])),
    squares: Math.min(Math.max(0, ...shares.map(({ max = 0 }) => max)), MOST_SQUARES),
    nameWidth: Math.round(WIDTHS.letter * Math.max(0, ...[...names].map(({ length }) => length))),
  };
}

/**
 * A member with its workloads, as a label of Graphviz: a filled square per replica, a hollow one for a replica that lands
 * there or elsewhere.
 *
 * @param plans the plan, or what it was before a change and what it is after it, which are side by side
 */
export function card(member: Member, plans: readonly Plan[], scale: Scale): string {
  const { labels = {}, taints = [] } = member;
  const lines = [
    placeOf(member),
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...taints.map(({ key, value, effect }) => `taint ${key}${value ? `=${value}` : ""}:${effect}`),
  ].filter(Boolean);
  const shares = plans.map((plan) => new Map(sharesOn(member, plan).map((share) => [share.workload, share])));
  const here = [...scale.colors.keys()].filter((name) => shares.some((map) => map.has(name)));
  const rows = here.map((name) => {
    const its = shares.map((map) => map.get(name));
    return row(name, its, scale);
  });
  const stacks = Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_, i) =>
    rows.slice(i * MOST_ROWS, (i + 1) * MOST_ROWS),
  );
  const texts = [`<B>${escaped(member.name)}</B>`, ...lines.map((line) => colored(GRAY, line, 10))];
  const title = texts.map((text) => `<TR><TD COLSPAN="${stacks.length || 1}" ALIGN="LEFT">${text}</TD></TR>`);
  const content = stacks.map((stack) => `<TD VALIGN="TOP">${table(stack)}</TD>`);
  return table([...title, ...(content.length > 0 ? [`<TR>${content.join("")}</TR>`] : [])]);
}

/** Rows of text, the first of which is the title. */
export function list(title: string, texts: readonly string[]): string {
  const cells = [`<B>${escaped(title)}</B>`, ...texts.map(escaped)];
  return table(cells.map((text) => `<TR><TD ALIGN="LEFT">${text}</TD></TR>`));
}

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function row(workload: string, shares: readonly (Share | undefined)[], { colors, squares, nameWidth }: Scale): string {
  const color = colors.get(workload)!;
  const cells = shares.flatMap((share, i) => {
    const { min = 0, max = 0 } = share ?? {};
    const drawn = Array.from({ length: squares }, (_, at) => square(at < max ? color : "", at < min ? color : ""));
    return [
      ...(i > 0 ? [text(" → ", GRAY, WIDTHS.arrow)] : []),
      text(share ? told(share) : "–", color, WIDTHS.replicas),
      ...(squares > 0 ? [`<TD ALIGN="LEFT">${table([`<TR>${drawn.join("")}</TR>`])}</TD>`] : []),
    ];
  });
  return `<TR>${[text(workload, color, nameWidth), ...cells].join("")}</TR>`;
}

function text(content: string, color: string, width = 0): string {
  return `<TD ALIGN="LEFT" WIDTH="${width}">${colored(color, content)}</TD>`;
}

function square(border: string, fill: string): string {
  const colors = (border && ` BORDER="1" COLOR="${border}"`) + (fill && ` BGCOLOR="${fill}"`);
  return `<TD FIXEDSIZE="TRUE" WIDTH="12" HEIGHT="12"${colors}></TD>`;
}

function colored(color: string, content: string, size = 12): string {
  return `<FONT COLOR="${color}" POINT-SIZE="${size}">${escaped(content)}</FONT>`;
}

function table(rows: readonly string[]): string {
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3" CELLPADDING="0">${rows.join("")}</TABLE>`;
}
