import type { Member } from "@fedstack/constructs/plan";

/** Selects members by what is known about them, as `Members` of `@fedstack/constructs` does. */
export interface MemberFilter {
  /** Whether a member is selected. */
  selects(member: Member): boolean;
}

/** Members that get a change together. */
export interface Wave {
  /**
   * The members: their names or what `federation.join` returns, or a selection such as `Members.inRegion("eu")`. A member
   * that an earlier wave has is not in this one.
   */
  readonly members: readonly (string | { readonly name: string })[] | MemberFilter;
  /**
   * Seconds for which everything there must be healthy, without a break, before the next wave.
   *
   * @default 0
   */
  readonly soakSeconds?: number | undefined;
}

/** A wave, with the names of its members. */
export interface PlannedWave {
  readonly members: readonly string[];
  readonly soakSeconds: number;
}

/** A wave, what follows it, and who is held back from then on. */
export interface Stage {
  /** The last wave that has the change. */
  readonly current: PlannedWave;
  /** The next one; undefined if there is none. */
  readonly next: PlannedWave | undefined;
  /** Members that are still held back once the next wave has the change. */
  readonly after: readonly string[];
}

const NONE: PlannedWave = { members: [], soakSeconds: 0 };

/** The members of each wave. Those that no wave selects are the last one. */
export function plannedWaves(waves: readonly Wave[], members: readonly Member[]): readonly PlannedWave[] {
  let left = members;
  const planned = waves.map(({ members: selection, soakSeconds = 0 }): PlannedWave => {
    const taken = left.filter((one) => isSelected(selection, one));
    left = left.filter((one) => !taken.includes(one));
    return { members: namesOf(taken), soakSeconds };
  });
  return left.length > 0 ? [...planned, { members: namesOf(left), soakSeconds: 0 }] : planned;
}

/** The members that are held back while only the first wave has a change. */
export function laterMembers(waves: readonly PlannedWave[]): readonly string[] {
  return waves.slice(1).flatMap(({ members }) => members);
}

/** Where a change is, by the members that are still held back. */
export function stageOf(waves: readonly PlannedWave[], held: readonly string[]): Stage {
  const at = waves.findIndex(({ members }) => members.some((name) => held.includes(name)));
  if (at < 0) return { current: waves.at(-1) ?? NONE, next: undefined, after: [] };
  const next = waves[at]!;
  return {
    current: waves[at - 1] ?? NONE,
    next,
    after: held.filter((name) => !next.members.includes(name)),
  };
}

/** Whether a value selects members by what is known about them. */
export function isFilter(value: unknown): value is MemberFilter {
  return typeof (value as Partial<MemberFilter> | null | undefined)?.selects === "function";
}

/** Names in a list of members. */
export function listedIn(selection: Exclude<Wave["members"], MemberFilter>): readonly string[] {
  return selection.map((one) => (typeof one === "string" ? one : one.name));
}

function isSelected(selection: Wave["members"], member: Member): boolean {
  return isFilter(selection) ? selection.selects(member) : listedIn(selection).includes(member.name);
}

function namesOf(members: readonly Member[]): readonly string[] {
  return members.map(({ name }) => name).sort();
}
