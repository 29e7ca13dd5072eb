import type { ClusterAffinity, PlacementSpec } from "../api/karmada";
import { candidatesOf } from "./candidates";
import type { LeftOut } from "./left-out";
import type { Member } from "./member";
import type { Assignment, ReplicaPlan, ReplicaRequest } from "./replica-plan";
import { groupsFrom, schedule } from "./schedule";
import type { Schedule } from "./schedule";
import { divisionOf } from "./strategy";
import { weightsOf } from "./weights";

/**
 * Plans the replicas of one workload on the members as Karmada 1.18 schedules them, and tells why.
 *
 * The plan is what a scheduling gives. Karmada schedules divided replicas again when their number or their placement
 * changes, not when a member joins.
 *
 * @throws Error if `replicas` is no whole number or two members share a name
 * @example
 * planReplicas({ name: "nginx", replicas: 4, members: [{ name: "f-a-cluster" }, { name: "f-b-cluster" }],
 *   placement: { replicaScheduling: { replicaSchedulingType: "Divided" } } }).assignments; // 2 and 2
 */
export function planReplicas(request: ReplicaRequest): ReplicaPlan {
  const faults = memberFaults(request.members);
  if (!Number.isInteger(request.replicas) || request.replicas < 0) {
    faults.push(`replicas: "${request.replicas}" is no number of replicas. Write a whole number from 0.`);
  }
  if (faults.length > 0) throw new Error(`${request.name}: ${faults.join(" ")}`);
  return planSorted({ ...request, members: byName(request.members) });
}

/** Plans for members that are in order of names, each there once. */
export function planSorted(request: ReplicaRequest): ReplicaPlan {
  const { name, replicas, placement = {}, members, capacity } = request;
  const scheduled = schedule(request, placement);
  const { byRoom, settled, group, problem } = scheduled;
  const common = { name, replicas, unknownMembers: unknownMembers(placement, members) };
  if ((byRoom && !capacity && problem === undefined) || !settled) {
    const possible = possibleMembers(request, placement);
    const leftOut = leftOutOf(members, scheduled).filter(({ member }) => !possible.includes(member));
    return { ...common, basis: "unknown", assignments: [], leftOut, members: possible };
  }
  const { assignments, leftOut } = settle(members, placement, scheduled);
  return {
    ...common,
    basis: byRoom && capacity ? "capacity" : "placement",
    assignments,
    leftOut,
    members: assignments.filter((one) => one.replicas > 0 || one.alternative).map(({ member }) => member),
    total: assignments.reduce((sum, one) => sum + one.replicas, 0),
    ...(group && problem === undefined && { group: group.affinityName }),
    ...(problem !== undefined && { problem }),
  };
}

/** Members in order of names. */
export function byName(members: readonly Member[]): readonly Member[] {
  return [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is wrong with a list of members. */
export function memberFaults(members: readonly Member[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of members) (seen.has(name) ? twice : seen).add(name);
  return [...twice].map((name) => `members: "${name}" is the name of two members. Write each member once.`);
}

function settle(
  members: readonly Member[],
  placement: PlacementSpec,
  scheduled: Schedule,
): Pick<ReplicaPlan, "assignments" | "leftOut"> {
  const { selected, counts, alternatives, problem } = scheduled;
  if (problem !== undefined) {
    const unchanged = [...counts].map(([member, replicas]) => ({ member, replicas }));
    return {
      assignments: unchanged.sort((a, b) => (a.member < b.member ? -1 : 1)),
      leftOut: leftOutOf(members, scheduled),
    };
  }
  const fixed = divisionOf(placement) === "static" ? weightsOf(selected, placement) : undefined;
  const weights = fixed && new Map(fixed.map(({ name, weight }) => [name, weight]));
  const taking = new Set(selected.map(({ name }) => name).filter((name) => !weights || weights.has(name)));
  const assignments = members
    .filter(({ name }) => taking.has(name))
    .map(({ name }): Assignment => {
      const replicas = counts.get(name) ?? 0;
      const alternative = alternatives?.get(name) ?? replicas;
      const weight = weights?.get(name);
      return {
        member: name,
        replicas,
        ...(alternative !== replicas && { alternative }),
        ...(weight !== undefined && { weight }),
      };
    });
  return { assignments, leftOut: leftOutOf(members, scheduled, taking) };
}

/** The members that are not taken, and why. */
function leftOutOf(
  members: readonly Member[],
  { candidates, selected, leftOut }: Schedule,
  taking = new Set(candidates.map(({ name }) => name)),
): readonly LeftOut[] {
  const chosen = new Set(selected.map(({ name }) => name));
  return members
    .filter(({ name }) => !taking.has(name))
    .map(({ name }) => ({ member: name, ...(leftOut.get(name) ?? (chosen.has(name) ? NO_WEIGHT : NOT_TAKEN)) }));
}

const NOT_TAKEN = { by: "spread", reason: "the spread constraints took other members" } as const;
const NO_WEIGHT = { by: "weight", reason: "no weight is given for it" } as const;

/** The members that any of the fallback groups admits. */
function possibleMembers(request: ReplicaRequest, placement: PlacementSpec): readonly string[] {
  const present = new Map(Object.entries(request.current ?? {}));
  const possible = groupsFrom(placement, request).flatMap((group) =>
    candidatesOf(placement, group, request.members, present, () => 0).candidates.map(({ name }) => name),
  );
  return [...new Set(possible)].sort();
}

/** The names in a placement that no member has. */
function unknownMembers(placement: PlacementSpec, members: readonly Member[]): readonly string[] {
  const { clusterAffinity, clusterAffinities = [], replicaScheduling } = placement;
  const selections: readonly (ClusterAffinity | undefined)[] = [
    clusterAffinity,
    ...clusterAffinities.flatMap((group) => [group, ...(group.overflowAffinities ?? [])]),
    ...(replicaScheduling?.weightPreference?.staticWeightList ?? []).map(({ targetCluster }) => targetCluster),
  ];
  const named = new Set(selections.flatMap((selection) => selection?.clusterNames ?? []));
  for (const { name } of members) named.delete(name);
  return [...named].sort();
}
