import { BOOLEAN, read, required, STRING, tell } from "../faults";
import type { Fields } from "../faults";
import { COUNT } from "../kinds/replicas";
import type { PlacementSpec } from "../api/karmada";
import { candidatesOf } from "./scheduler/candidates";
import { memberFaults } from "./model/member-faults";
import { NOT_TAKEN } from "./model/left-out";
import type { LeftOutMember, Reason } from "./model/left-out";
import type { Member } from "./model/member";
import type { Assignment, ReplicaPlan, ReplicaRequest } from "./model/replica-plan";
import { selectionsIn, strangersIn } from "./scheduler/named-members";
import { groupsFrom, schedule } from "./scheduler/schedule";
import type { Schedule } from "./scheduler/schedule";

const REQUEST: Fields<ReplicaRequest> = {
  name: STRING,
  replicas: required(COUNT),
  placement: "map",
  members: "anything",
  uid: STRING,
  capacity: { "*": COUNT },
  current: { "*": COUNT },
  currentGroup: STRING,
  stays: BOOLEAN,
};

/**
 * Plans the replicas of one workload as Karmada 1.18 schedules them, with the reasons.
 *
 * The plan of divided replicas is the result of one scheduling. Karmada schedules them again when their number or the
 * placement changes, but not when a member joins. The plan of duplicated replicas is the result that stays when Karmada
 * schedules them again, which it does after each result and each change of a member.
 *
 * @throws Error if `replicas` is not a whole number, or if two members have the same name
 * @example
 * planReplicas({ name: "nginx", replicas: 4, members: [{ name: "f-a-cluster" }, { name: "f-b-cluster" }],
 *   placement: { replicaScheduling: { replicaSchedulingType: "Divided" } } }).assignments; // 2 and 2
 */
export function planReplicas(given: ReplicaRequest): ReplicaPlan {
  const { given: request, faults: unreadable } = read<ReplicaRequest>(given, REQUEST);
  const faults = [...unreadable, ...memberFaults(request.members)];
  if (faults.length > 0) throw new Error(`${request.name}: ${faults.map(tell).join("\n")}`);
  return planSorted({ ...request, members: byName(request.members) });
}

/** Plans for members that are sorted by name, without duplicates. */
export function planSorted(request: ReplicaRequest): ReplicaPlan {
  const { name, replicas, placement = {}, members, capacity } = request;
  const scheduled = schedule(request, placement);
  const { byRoom, settled, group, problem } = scheduled;
  const common = { name, replicas, unknownMembers: strangersIn(selectionsIn(placement), members) };
  if ((byRoom && !capacity && problem === undefined) || !settled) {
    const possible = possibleMembers(request, placement);
    const leftOut = leftOutOf(members, scheduled).filter(({ member }) => !possible.includes(member));
    return { ...common, basis: "unknown", assignments: [], leftOut, members: possible };
  }
  const assignments = assignmentsOf(scheduled);
  return {
    ...common,
    basis: byRoom && capacity ? "capacity" : "placement",
    assignments,
    leftOut: leftOutOf(members, scheduled),
    members: assignments.filter((one) => one.replicas > 0 || one.alternative).map(({ member }) => member),
    total: assignments.reduce((sum, one) => sum + one.replicas, 0),
    ...(group && problem === undefined && { group: group.affinityName }),
    ...(problem !== undefined && { problem }),
  };
}

/** Members sorted by name. */
export function byName(members: readonly Member[]): readonly Member[] {
  return [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What each candidate gets or, if nothing could be scheduled, what it has. */
function assignmentsOf({ counts, alternatives, weights }: Schedule): readonly Assignment[] {
  return [...counts.keys()].sort().map((member): Assignment => {
    const replicas = counts.get(member)!;
    const alternative = alternatives?.get(member) ?? replicas;
    const weight = weights?.get(member);
    const assignment: { -readonly [field in keyof Assignment]: Assignment[field] } = { member, replicas };
    if (alternative !== replicas) assignment.alternative = alternative;
    if (weight !== undefined) assignment.weight = weight;
    return assignment;
  });
}

/** The members that are not candidates, and why. */
function leftOutOf(
  members: readonly Member[],
  { candidates, selected, leftOut, counts, problem }: Schedule,
): readonly LeftOutMember[] {
  const passedOver = selected.length < candidates.length ? NOT_TAKEN : NO_WEIGHT;
  const without: LeftOutMember[] = [];
  for (const { name } of members) {
    const why = leftOut.get(name) ?? (problem !== undefined || counts.has(name) ? undefined : passedOver);
    if (why) without.push({ member: name, by: why.by, reason: why.reason });
  }
  return without;
}

const NO_WEIGHT: Reason = { by: "weight", reason: "it has no weight" };

/** The members in any of the fallback groups. */
function possibleMembers(request: ReplicaRequest, placement: PlacementSpec): readonly string[] {
  const present = new Map(Object.entries(request.current ?? {}));
  const possible = groupsFrom(placement, request).flatMap((group) =>
    candidatesOf(placement, group, request.members, present, () => 0).candidates.map(({ name }) => name),
  );
  return [...new Set(possible)].sort();
}
