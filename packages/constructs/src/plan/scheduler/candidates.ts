import type { ClusterAffinity, ClusterAffinityTerm, PlacementSpec } from "../../api/karmada";
import { memberTest } from "./affinity";
import type { Reason } from "../model/left-out";
import type { Member } from "../model/member";
import { untolerated } from "./taints";
import type { Counts } from "./webster";
import { weightRules } from "./weights";

/** A member on which a workload may run. */
export interface Candidate {
  readonly member: Member;
  readonly name: string;
  /** 0 in the group itself, 1 in the first group that it overflows into, and so on. */
  readonly tier: number;
  /** Whether the workload is there now, even without replicas. */
  readonly here: boolean;
  /** Replicas that it runs now. */
  readonly present: number;
  /** More replicas that it has room for. */
  readonly free: number;
  /** Its fixed weight by the rules of the placement, or 0 if none of them matches it. */
  readonly weight: number;
}

export interface Candidates {
  /** In order of preference. */
  readonly candidates: readonly Candidate[];
  readonly leftOut: ReadonlyMap<string, Reason>;
}

/** Splits members into those that a placement admits and those that it excludes, with the reasons. */
export function candidatesOf(
  placement: PlacementSpec,
  group: ClusterAffinityTerm | undefined,
  members: readonly Member[],
  present: Counts,
  free: (member: string) => number,
): Candidates {
  const selections: readonly (ClusterAffinity | undefined)[] = group
    ? [group, ...(group.overflowAffinities ?? [])]
    : [placement.clusterAffinity];
  const tests = selections.map((affinity) => memberTest(affinity ?? {}));
  const weightOf = weightRules(placement);
  const candidates: Candidate[] = [];
  const leftOut = new Map<string, Reason>();
  for (const member of members) {
    const { name } = member;
    const first = tests[0]!(member);
    const tier = first ? tests.findIndex((test) => !test(member)) : 0;
    const reason =
      (tier < 0 ? outside(first!, group) : undefined) ??
      (present.has(name) ? undefined : untolerated(member, placement.clusterTolerations)) ??
      lacking(placement, member);
    if (reason) leftOut.set(name, reason);
    else {
      const here = present.has(name);
      const weight = weightOf(member);
      candidates.push({ member, name, tier, here, present: present.get(name) ?? 0, free: free(name), weight });
    }
  }
  return { candidates: candidates.sort(byPreference), leftOut };
}

const known = new WeakMap<readonly Member[], Map<string, Candidates>>();

/**
 * The candidates for something that runs nowhere yet, if all members have the same room. Found once for all that is
 * planned with equal placements for the same list of members, which must not change.
 */
export function newCandidatesOf(
  placement: PlacementSpec,
  group: ClusterAffinityTerm | undefined,
  members: readonly Member[],
  free: number,
): Candidates {
  const byPlacement = known.get(members) ?? new Map<string, Candidates>();
  known.set(members, byPlacement);
  const key = JSON.stringify([placement, group, free]);
  const found = byPlacement.get(key) ?? candidatesOf(placement, group, members, new Map(), () => free);
  byPlacement.set(key, found);
  return found;
}

/** Replicas that a member can hold, including those that it runs. */
export function roomOf({ present, free }: Candidate): number {
  return present + free;
}

/** Order in which Karmada prefers candidates: where it already runs, then where there is the most room. */
export function byPreference(a: Candidate, b: Candidate): number {
  return a.tier - b.tier || Number(b.here) - Number(a.here) || roomOf(b) - roomOf(a) || (a.name < b.name ? -1 : 1);
}

function outside(reason: Reason, group: ClusterAffinityTerm | undefined): Reason {
  if (!group || reason.by === "exclude") return reason;
  return { by: "group", reason: `it is not in the group "${group.affinityName}": ${reason.reason}` };
}

function lacking({ spreadConstraints = [] }: PlacementSpec, member: Member): Reason | undefined {
  const lacks = spreadConstraints.find(
    ({ spreadByField: by }) =>
      (by === "provider" && !member.cloudProvider) ||
      (by === "region" && !member.region) ||
      (by === "zone" && !member.zones?.length),
  );
  return lacks && { by: "spread", reason: `it has no ${lacks.spreadByField}, by which is spread` };
}
