import type { Plan, WorkloadPlan } from "../model/plan";
import { keyOf, told } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import { checkPlan } from "./given-plan";

/** Change of an object on one member. */
export interface MemberChange {
  /** Name of the member. */
  readonly member: string;
  /** Number of replicas. For an object without replicas, 1 if it is there and 0 if not. */
  readonly before: number;
  /** The same afterward. */
  readonly after: number;
}

/** Change of an object. */
export interface ObjectChange {
  /** What changes. */
  readonly object: ObjectRef;
  /** The members with a change, sorted by name. */
  readonly members: readonly MemberChange[];
  /** The members with a change if ties fall the other way; undefined if nothing depends on that. */
  readonly alternative?: readonly MemberChange[] | undefined;
}

/** The difference between two plans. */
export interface PlanComparison {
  /** The objects with a change, in the order of the plan before, followed by new ones. */
  readonly changes: readonly ObjectChange[];
  /** Sentences about members that get less, and about what is unknown. */
  readonly warnings: readonly string[];
}

/** Numbers by member for both outcomes of ties; undefined if unknown until scheduling. */
type Landing = readonly [ReadonlyMap<string, number>, ReadonlyMap<string, number>] | undefined;

interface Landed {
  readonly object: ObjectRef;
  readonly landing: Landing;
}

const NOWHERE: Landing = [new Map(), new Map()];

/**
 * Compares two plans, and warns if a member gets less.
 *
 * @throws Error if one of them is not a plan
 */
export function comparePlans(before: Plan, after: Plan): PlanComparison {
  checkPlan("before", before);
  checkPlan("after", after);
  const [old, now] = [landedIn(before), landedIn(after)];
  const pairs = [...new Set([...old.keys(), ...now.keys()])].map((key) => {
    const { object } = (old.get(key) ?? now.get(key))!;
    return { object, from: landingOf(old.get(key)), to: landingOf(now.get(key)) };
  });
  const changes = pairs.flatMap(({ object, from, to }) => (from && to ? changeOf(object, from, to) : []));
  const untold = pairs.filter(({ from, to }) => !from || !to);
  return {
    changes,
    warnings: [
      ...changes.flatMap(lossesOf),
      ...untold.map(({ object }) => `What changes for ${told(object)} depends on free capacity.`),
    ],
  };
}

function landedIn({ workloads, objects }: Plan): ReadonlyMap<string, Landed> {
  const landed = [
    ...workloads.map((workload) => ({ object: identityOf(workload), landing: landingOfWorkload(workload) })),
    ...objects.map((object) => {
      const there = new Map(object.members.map((member) => [member, 1]));
      const landing: Landing = object.undecided === undefined ? [there, there] : undefined;
      return { object: identityOf(object), landing };
    }),
  ];
  return new Map(landed.map((one) => [keyOf(one.object), one]));
}

function landingOf(landed: Landed | undefined): Landing {
  return landed ? landed.landing : NOWHERE;
}

function landingOfWorkload({ basis, assignments }: WorkloadPlan): Landing {
  if (basis === "unknown") return undefined;
  return [
    new Map(assignments.map(({ member, replicas }) => [member, replicas])),
    new Map(assignments.map(({ member, replicas, alternative }) => [member, alternative ?? replicas])),
  ];
}

function identityOf({ apiVersion, kind, name, namespace }: ObjectRef): ObjectRef {
  return { apiVersion, kind, name, namespace };
}

function changeOf(object: ObjectRef, from: NonNullable<Landing>, to: NonNullable<Landing>): readonly ObjectChange[] {
  const [members, alternative] = [changesBetween(from[0], to[0]), changesBetween(from[1], to[1])];
  if (members.length === 0 && alternative.length === 0) return [];
  const same = JSON.stringify(members) === JSON.stringify(alternative);
  return [{ object, members, ...(!same && { alternative }) }];
}

function changesBetween(from: ReadonlyMap<string, number>, to: ReadonlyMap<string, number>): readonly MemberChange[] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .sort()
    .map((member) => ({ member, before: from.get(member) ?? 0, after: to.get(member) ?? 0 }))
    .filter((change) => change.before !== change.after);
}

function lossesOf({ object, members, alternative = [] }: ObjectChange): readonly string[] {
  const loss = ({ before, after }: MemberChange): boolean => after < before;
  const certain = members.filter(loss);
  const possible = alternative.filter(loss).filter(({ member }) => !certain.some((known) => known.member === member));
  const sentence = ({ member, before, after }: MemberChange, verb: string): string =>
    `${told(object)} ${verb} on ${member}: ${before} → ${after}.`;
  return [
    ...certain.map((change) => sentence(change, alternative.length > 0 ? "may have less" : "has less")),
    ...possible.map((change) => sentence(change, "may have less")),
  ];
}
