import type { Member, Plan } from "@fedstack/constructs/plan";
import { placeOf, sharesOn, told } from "./landing";
import type { Share } from "./landing";

/** Colors that people with impaired color vision can tell apart. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"];
const GREY = "#6b7280";
/** Least widths of columns: one letter of a workload's name, its replicas, and the arrow between before and after. */
const WIDTHS = { letter: 7.5, replicas: 40, arrow: 24 };
/** Squares per workload. */
const MOST_SQUARES = 10;
/** Workloads below each other. */
const MOST_ROWS = 12;

/** What the cards of one picture have in common. */
export interface Scale {
  /** Color of each workload. */
  readonly colours: ReadonlyMap<string, string>;
  /** Squares that a row has room for. */
  readonly squares: number;
  readonly nameWidth: number;
}

/** The scale of plans that are compared. */
export function scaleOf(plans: readonly Plan[], members: readonly Member[]): Scale {
  const names = new Set(plans.flatMap(({ workloads }) => workloads.map(({ name }) => name)));
  const shares = plans.flatMap((plan) => members.flatMap((member) => sharesOn(member, plan)));
  return {
    colours: new Map([...names].map((name, i) => [name, COLOURS[i % COLOURS.length]!])),
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
  const here = [...scale.colours.keys()].filter((name) => shares.some((map) => map.has(name)));
  const rows = here.map((name) => {
    const its = shares.map((map) => map.get(name));
    return row(name, its, scale);
  });
  const stacks = Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_, i) =>
    rows.slice(i * MOST_ROWS, (i + 1) * MOST_ROWS),
  );
  const texts = [`<B>${escaped(member.name)}</B>`, ...lines.map((line) => coloured(GREY, line, 10))];
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

function row(workload: string, shares: readonly (Share | undefined)[], { colours, squares, nameWidth }: Scale): string {
  const colour = colours.get(workload)!;
  const cells = shares.flatMap((share, i) => {
    const { min = 0, max = 0 } = share ?? {};
    const drawn = Array.from({ length: squares }, (_, at) => square(at < max ? colour : "", at < min ? colour : ""));
    return [
      ...(i > 0 ? [text(" → ", GREY, WIDTHS.arrow)] : []),
      text(share ? told(share) : "–", colour, WIDTHS.replicas),
      ...(squares > 0 ? [`<TD ALIGN="LEFT">${table([`<TR>${drawn.join("")}</TR>`])}</TD>`] : []),
    ];
  });
  return `<TR>${[text(workload, colour, nameWidth), ...cells].join("")}</TR>`;
}

function text(content: string, colour: string, width = 0): string {
  return `<TD ALIGN="LEFT" WIDTH="${width}">${coloured(colour, content)}</TD>`;
}

function square(border: string, fill: string): string {
  const colours = (border && ` BORDER="1" COLOR="${border}"`) + (fill && ` BGCOLOR="${fill}"`);
  return `<TD FIXEDSIZE="TRUE" WIDTH="12" HEIGHT="12"${colours}></TD>`;
}

function coloured(colour: string, content: string, size = 12): string {
  return `<FONT COLOR="${colour}" POINT-SIZE="${size}">${escaped(content)}</FONT>`;
}

function table(rows: readonly string[]): string {
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3" CELLPADDING="0">${rows.join("")}</TABLE>`;
}
