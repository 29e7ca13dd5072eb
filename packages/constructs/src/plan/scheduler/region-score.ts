import type { Candidate } from "./candidates";

/** What a region must hold when replicas are divided. */
interface Least {
  readonly regions: number;
  readonly members: number;
}

/** Weight of room, which counts more than anything else. */
const ROOM_WEIGHT = 1000;

/**
 * Score of a region, for its candidates in order of preference. It counts the members with room for all replicas if
 * they are duplicated (no `least`), otherwise the room for the region's share; then, how much of the workload already
 * runs there.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/spreadconstraint/group_clusters.go
 */
export function regionScore(candidates: readonly Candidate[], replicas: number, least?: Least): number {
  if (!least) {
    const roomy = candidates.filter(({ present, free }) => present + free >= replicas);
    return roomy.length && roomy.length * ROOM_WEIGHT + average(roomy, roomy.length);
  }
  const share = Math.ceil(replicas / least.regions);
  const counted: Candidate[] = [];
  let room = 0;
  for (const candidate of candidates) {
    counted.push(candidate);
    room += candidate.present + candidate.free;
    if (counted.length >= Math.max(least.members, least.regions) && room >= share) break;
  }
  return Math.min(room, share) * ROOM_WEIGHT + average(counted, counted.length);
}

function average(candidates: readonly Candidate[], of: number): number {
  return Math.floor(candidates.reduce((sum, { here }) => sum + (here ? 100 : 0), 0) / of);
}
