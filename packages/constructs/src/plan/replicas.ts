import type { PlacementSpec, StaticClusterWeight } from "../api/karmada";
import { apportion, type Share } from "./apportionment";
import type { Member } from "./member";
import { whyNotSelected, whyNotTolerated } from "./selection";

/**
 * What a plan rests on.
 *
 * - `"static"`: fixed weights; the result is certain, but for ties.
 * - `"duplicated"`: every member gets all replicas.
 * - `"unknown"`: what is free in the members decides, which is not known here.
 * - `"unplaced"`: no member may run it.
 */
export type Basis = "static" | "duplicated" | "unknown" | "unplaced";

/** What one member gets. */
export interface Assignment {
  readonly member: string;
  readonly replicas: number;
  /** What it gets instead if ties fall the other way, which the object's UID decides. */
  readonly alternative?: number;
}

/** A member that gets nothing, and why. */
export interface LeftOut {
  readonly member: string;
  readonly why: string;
}

/** Where the replicas of one workload land. */
export interface ReplicaPlan {
  readonly basis: Basis;
  /** By the order of names. Empty where the basis is `"unknown"` or `"unplaced"`. */
  readonly assignments: readonly Assignment[];
  /** Members that may run it, by the order of names. */
  readonly candidates: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Replicas on all members together. */
  readonly total?: number;
}

export interface ReplicaPlanInput {
  /** Replicas that the workload asks for. */
  readonly replicas: number;
  readonly placement?: PlacementSpec;
  readonly members: readonly Member[];
}

/**
 * Tells where replicas will land, as the scheduler of Karmada 1.18 divides them.
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy
 */
export function planReplicas({ replicas, placement = {}, members }: ReplicaPlanInput): ReplicaPlan {
  const { candidates, leftOut } = selectMembers(placement, members);
  const names = candidates.map(({ name }) => name);
  if (candidates.length === 0) return { basis: "unplaced", assignments: [], candidates: names, leftOut };

  const scheduling = placement.replicaScheduling;
  if (scheduling?.replicaSchedulingType !== "Divided") {
    const assignments = names.map((member) => ({ member, replicas }));
    return { basis: "duplicated", assignments, candidates: names, leftOut, total: replicas * names.length };
  }
  if (scheduling.replicaDivisionPreference === "Aggregated" || scheduling.weightPreference?.dynamicWeight) {
    return { basis: "unknown", assignments: [], candidates: names, leftOut, total: replicas };
  }
  const shares = weigh(scheduling.weightPreference?.staticWeightList ?? [], candidates);
  const [one, other] = (["ascending", "descending"] as const).map((ties) => apportion(replicas, shares, ties));
  const assignments = names.map((member): Assignment => {
    const seats = one!.get(member) ?? 0;
    const otherwise = other!.get(member) ?? 0;
    return { member, replicas: seats, ...(otherwise !== seats && { alternative: otherwise }) };
  });
  return { basis: "static", assignments, candidates: names, leftOut, total: replicas };
}

/** The weight of a member is the greatest of the rules that hold it; where no rule holds any member, all weigh the same. */
function weigh(rules: readonly StaticClusterWeight[], candidates: readonly Member[]): Share[] {
  const shares = candidates.map((member) => ({
    name: member.name,
    weight: Math.max(
      0,
      ...rules.filter((rule) => !whyNotSelected(rule.targetCluster, member)).map(({ weight }) => weight),
    ),
  }));
  const weighed = shares.filter(({ weight }) => weight > 0);
  return weighed.length > 0 ? weighed : shares.map(({ name }) => ({ name, weight: 1 }));
}

function selectMembers(
  placement: PlacementSpec,
  members: readonly Member[],
): { candidates: Member[]; leftOut: LeftOut[] } {
  const sorted = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
  const groups = placement.clusterAffinities ?? [placement.clusterAffinity ?? {}];
  let leftOut: LeftOut[] = [];
  for (const affinity of groups) {
    const reasons = sorted.map((member) => ({
      member,
      why: whyNotSelected(affinity, member) ?? whyNotTolerated(placement, member),
    }));
    const candidates = reasons.filter(({ why }) => why === undefined).map(({ member }) => member);
    leftOut = reasons.flatMap(({ member, why }) => (why === undefined ? [] : [{ member: member.name, why }]));
    if (candidates.length > 0) return { candidates, leftOut };
  }
  return { candidates: [], leftOut };
}
