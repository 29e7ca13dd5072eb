import type { Candidate } from "./candidates";

/** What a region must hold when replicas are divided. */
interface Least {
  readonly regions: number;
  readonly members: number;
}

/** Room counts before all else. */
const ROOM_WEIGHT = 1000;

/**
 * How well a region suits, for its candidates in order of preference: by the members with room for all replicas where
 * they are duplicated (no `least`), else by the room for its share; then by how much of the workload runs there already.
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
  return Math.floor(candidates.reduce((sum, { present }) => sum + (present > 0 ? 100 : 0), 0) / of);
}
