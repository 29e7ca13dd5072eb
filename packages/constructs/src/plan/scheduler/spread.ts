import type { PlacementSpec, SpreadConstraint } from "../../api/karmada";
import { byPreference, roomOf } from "./candidates";
import type { Candidate } from "./candidates";
import { chooseRegions } from "./region-choice";
import { regionScore } from "./region-score";
import { divisionOf, spreadOf } from "./strategy";

/** The chosen members, in order of preference, or why none can be chosen. */
export type Selection = { readonly selected: readonly Candidate[] } | { readonly problem: string };

interface Limits {
  readonly least: number;
  readonly most: number;
}

/**
 * Chooses as many candidates, given in order of preference, as the spread constraints require: first those where it already runs, then those with the
 * most room.
 *
 * @see https://github.com/karmada-io/karmada/tree/v1.18.2/pkg/scheduler/core/spreadconstraint
 */
export function select(candidates: readonly Candidate[], placement: PlacementSpec, replicas: number): Selection {
  const constraints = spreadOf(placement);
  if (constraints.length === 0) return { selected: candidates };
  const members = limitsOf(constraints, "cluster");
  const regions = limitsOf(constraints, "region");
  if (!members)
    return { problem: "its spread constraints do not set the number of members; add spreadByField cluster" };
  if ((regions ?? members).most === 0) {
    return { problem: "its spread constraints have no maxGroups, so Karmada selects no member" };
  }
  if (regions) return selectByRegion(candidates, regions, members, placement, replicas);
  return selectByMember(candidates, members, divisionOf(placement) === "duplicated" ? undefined : replicas);
}

/** Whether it also counts in which regions the chosen members are. */
export function spreadsByRegion(placement: PlacementSpec): boolean {
  return limitsOf(spreadOf(placement), "region") !== undefined;
}

/** Whether the selection is the same no matter how much room the members have. */
export function selectsAll(candidates: readonly Candidate[], placement: PlacementSpec): boolean {
  const members = limitsOf(spreadOf(placement), "cluster");
  return !spreadsByRegion(placement) && (!members || members.most >= candidates.length);
}

function limitsOf(constraints: readonly SpreadConstraint[], field: "cluster" | "region"): Limits | undefined {
  const fieldOf = (by: SpreadConstraint): string | undefined =>
    by.spreadByField ?? (by.spreadByLabel ? undefined : "cluster");
  const found = constraints.find((constraint) => fieldOf(constraint) === field);
  return found && { least: found.minGroups || 1, most: found.maxGroups ?? 0 };
}

function selectByMember(sorted: readonly Candidate[], { least, most }: Limits, needed?: number): Selection {
  if (sorted.length < least) return { problem: `it must spread over ${least} members, but only ${sorted.length} fit` };
  const selected = sorted.slice(0, most);
  const rest = sorted.slice(most);
  const room = (): number => selected.reduce((sum, candidate) => sum + roomOf(candidate), 0);
  for (let i = selected.length - 1; needed !== undefined && room() < needed && i >= 0; i--) {
    const roomiest = rest.reduce((best, candidate, at) => (roomOf(candidate) > roomOf(rest[best]!) ? at : best), 0);
    if (rest.length > 0 && roomOf(rest[roomiest]!) > roomOf(selected[i]!)) {
      [selected[i], rest[roomiest]] = [rest[roomiest]!, selected[i]!];
    }
  }
  if (needed === undefined || room() >= needed) return { selected };
  return { problem: `${selected.length} members have room for ${room()} of ${needed} replicas` };
}

function selectByRegion(
  sorted: readonly Candidate[],
  regions: Limits,
  members: Limits,
  placement: PlacementSpec,
  replicas: number,
): Selection {
  const byRegion = new Map<string, Candidate[]>();
  for (const candidate of sorted) {
    const region = candidate.member.region!;
    byRegion.set(region, [...(byRegion.get(region) ?? []), candidate]);
  }
  if (byRegion.size < regions.least) {
    return {
      problem: `it must spread over ${regions.least} regions, but the members that fit are in only ${byRegion.size}`,
    };
  }
  const duplicated = divisionOf(placement) === "duplicated";
  const groups = [...byRegion].map(([name, inRegion]) => ({
    name,
    size: inRegion.length,
    score: regionScore(inRegion, replicas, duplicated ? undefined : { regions: regions.least, members: members.least }),
  }));
  const chosen = chooseRegions(groups, regions.least, regions.most, members.least);
  if (chosen.length === 0) {
    return { problem: `no ${regions.most} regions together have ${members.least} members that fit` };
  }
  const [first, further] = [0, 1].map((from) =>
    chosen.flatMap(({ name }) => byRegion.get(name)!.slice(from, from === 0 ? 1 : undefined)),
  ) as [Candidate[], Candidate[]];
  return { selected: [...first, ...further.sort(byPreference).slice(0, Math.max(0, members.most - first.length))] };
}
