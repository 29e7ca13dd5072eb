import type { ClusterAffinityTerm, PlacementSpec } from "../../api/karmada";
import { candidatesOf, newCandidatesOf } from "./candidates";
import type { Candidate } from "./candidates";
import { divide, divideWithOverflow } from "./divide";
import type { Reason } from "../model/left-out";
import type { ReplicaRequest } from "../model/replica-plan";
import { select, selectsAll, spreadsByRegion } from "./spread";
import { divisionOf, spreadOf } from "./strategy";
import { tieOrderOf } from "./webster";
import type { Counts } from "./webster";

/** Unlimited room. What fails with it does not fail for lack of room. */
const AMPLE = 2 ** 31 - 1;

/** Result of one scheduling. */
export interface Schedule {
  readonly group?: ClusterAffinityTerm | undefined;
  readonly leftOut: ReadonlyMap<string, Reason>;
  readonly candidates: readonly Candidate[];
  /** The candidates that the replicas were divided among. */
  readonly selected: readonly Candidate[];
  /** Whether free capacity decides. */
  readonly byRoom: boolean;
  /** Whether a rule determines Karmada's choice. If not, it may choose any of several equal members. */
  readonly settled: boolean;
  /** The fixed weights, if they were used. */
  readonly weights?: Counts | undefined;
  readonly counts: Counts;
  /** The counts if the tie falls the other way. */
  readonly alternatives?: Counts | undefined;
  readonly problem?: string | undefined;
}

/** How often to schedule again before giving up on a result that stays. */
const PASSES = 8;

/**
 * Schedules a workload. Karmada schedules what it does not divide again after each of its own results, and prefers the
 * members that it chose before. This may choose fewer regions, so the result that counts is the one that stays.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/scheduler.go
 */
export function schedule(request: ReplicaRequest, placement: PlacementSpec): Schedule {
  const running = Object.entries(request.current ?? {}).filter(([, count]) => count > 0);
  let result = scheduleOnce(request, placement, new Map(running));
  if (request.stays) return kept(result, new Map(running));
  if (!isScheduledAgain(request, placement)) return result;
  for (let pass = 1; pass < PASSES && result.problem === undefined; pass++) {
    const chosen = new Map(result.selected.map(({ name }) => [name, request.replicas]));
    const next = scheduleOnce({ ...request, currentGroup: result.group?.affinityName }, placement, chosen);
    if (next.selected.length === chosen.size && next.selected.every(({ name }) => chosen.has(name))) return result;
    result = next;
  }
  return { ...result, settled: result.problem !== undefined };
}

/** What a schedule leaves as it is. Members that it would choose have none of it. */
function kept({ group, candidates, leftOut }: Schedule, present: Counts): Schedule {
  const without = new Map([...leftOut].filter(([name]) => !present.has(name)));
  const counts = new Map([...candidates.map(({ name }) => [name, 0] as const), ...present]);
  return { group, candidates, selected: candidates, leftOut: without, byRoom: false, settled: true, counts };
}

/** Whether a second scheduling may change the first one's result. */
function isScheduledAgain({ replicas }: ReplicaRequest, placement: PlacementSpec): boolean {
  return spreadsByRegion(placement) && (replicas === 0 || divisionOf(placement) === "duplicated");
}

/** Schedules in the first fallback group that can hold the workload, or else in the first one that was tried. */
function scheduleOnce(request: ReplicaRequest, placement: PlacementSpec, present: Counts): Schedule {
  let first: Schedule | undefined;
  for (const group of groupsFrom(placement, request)) {
    const tried = attempt(request, placement, group, present);
    if (tried.problem === undefined) return tried;
    first ??= tried;
  }
  return first!;
}

/**
 * The fallback groups in the order in which they are tried; a single undefined one if there are none. Objects that run
 * no pods do not overflow.
 */
export function groupsFrom(
  { clusterAffinity, clusterAffinities }: PlacementSpec,
  { currentGroup, replicas }: Pick<ReplicaRequest, "currentGroup" | "replicas">,
): readonly (ClusterAffinityTerm | undefined)[] {
  if (clusterAffinity || !clusterAffinities?.length) return [undefined];
  const current = clusterAffinities.findIndex(({ affinityName }) => affinityName === currentGroup);
  const groups = clusterAffinities.slice(Math.max(0, current));
  return replicas > 0 ? groups : groups.map((group) => ({ ...group, overflowAffinities: undefined }));
}

/** Tries to schedule in one group. */
function attempt(
  request: ReplicaRequest,
  placement: PlacementSpec,
  group: ClusterAffinityTerm | undefined,
  present: Counts,
): Schedule {
  const { members, replicas, uid, capacity } = request;
  const ample = replicas === 0 ? 0 : AMPLE;
  const free = (name: string): number => (capacity && replicas > 0 ? (capacity[name] ?? 0) : ample);
  const { candidates, leftOut } =
    capacity || present.size > 0
      ? candidatesOf(placement, group, members, present, free)
      : newCandidatesOf(placement, group, members, ample);
  const byRoom = replicas > 0 && decidedByRoom(candidates, placement, group, replicas);
  const tried: Schedule = { group, leftOut, candidates, selected: [], byRoom, settled: true, counts: new Map() };
  if (candidates.length === 0) return { ...tried, problem: "no member fits its placement" };
  const selection = select(candidates, placement, replicas);
  if ("problem" in selection) return { ...tried, ...selection, counts: present };
  const division = group?.overflowAffinities?.length ? divideWithOverflow : divide;
  const result = division(selection.selected, placement, replicas);
  if ("problem" in result) return { ...tried, ...result, counts: present };
  const { ascending, descending, settled, weights } = result;
  const outcome =
    uid === undefined ? { counts: ascending, alternatives: descending } : { counts: result[tieOrderOf(uid)] };
  return { ...tried, ...selection, ...outcome, settled, weights };
}

/** Whether the outcome depends on free capacity, and not only on the placement and on what runs now. */
function decidedByRoom(
  candidates: readonly Candidate[],
  placement: PlacementSpec,
  group: ClusterAffinityTerm | undefined,
  replicas: number,
): boolean {
  if (!selectsAll(candidates, placement)) return true;
  const division = divisionOf(placement);
  if (division === "duplicated") return false;
  if (division === "static") return spreadOf(placement).length > 0;
  const running = candidates.reduce((sum, { present }) => sum + present, 0);
  return Boolean(group?.overflowAffinities?.length) || running < replicas;
}
