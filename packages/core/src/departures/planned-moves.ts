import * as pulumi from "@pulumi/pulumi";
import type { Ask } from "../kubeconfig/ask";
import { refuse } from "../validation/errors";
import { mentions } from "./binding";
import { type ClusterObject, drainedAmong, isReady, leavingMembers, wasJoinedBy } from "./clusters";
import type { DisruptionBudget } from "./disruption-budget";
import { disruptionFaults } from "./disruptions";
import { tellMoves } from "./moves";
import { Placements } from "./placements";
import { planDeparture, planMovesAway, type PlannedDeparture, type Present, type Program } from "./planned-departure";
import type { Policy } from "./policy";
import { arrivalOf, respondingFaults, silentFaults } from "./refusals";
import { residueOf, tellDropped } from "./residue";
import { arrivalAt, roomFaults } from "./room";
import { type Shifts, shiftsIn, tellShifts } from "./shifts";

/** What becomes of the copies that a member has when it leaves. */
export type Leaving = "move" | "delete" | "orphan";

/** What a federation says about moves. */
export interface Terms {
  readonly federation: string;
  /** What becomes of a member's copies when its `join` is gone from the program, where it is not to move them. */
  readonly leaving: { readonly [member: string]: Leaving };
  /** How much the program's changes may take off the members. */
  readonly disruptionBudget?: DisruptionBudget | undefined;
}

/** What moves in a run. */
export interface PlannedMoves {
  /** The members that everything leaves, and those that new placements leave out. */
  readonly departures: readonly PlannedDeparture[];
  /** What becomes of the workloads that new placements divide otherwise. */
  readonly shifts: Shifts;
  /** The members to drop. */
  readonly dropped: readonly string[];
}

/** How room is refused to what is shifted, and to all that moves. */
const SHIFTED = {
  path: "new placements",
  otherwise: 'set leaving: "delete" in the deploy call to stop replicas before others serve',
};
const TOGETHER = { path: "everything that moves", otherwise: "move less in one up" };

/** Plans what moves in a run. Refuses what cannot go anywhere. */
export async function planMoves(
  ask: Ask,
  program: Program,
  present: Present,
  policies: readonly Policy[],
  { interrupted, ...terms }: Terms & { readonly interrupted: boolean },
): Promise<PlannedMoves> {
  const { clusters, bindings } = present;
  const placements = new Placements(program);
  const left = leavingAmong(clusters, program, terms.federation);
  const departures = await Promise.all(
    leftAmong(clusters, program, terms).map((name) => {
      const orphans = left.includes(name) && terms.leaving[name] === "orphan";
      return planDeparture(ask, name, program, placements, present, orphans);
    }),
  );
  const all = [...departures, ...(await planMovesAway(ask, program, placements, present))];
  const shifts = shiftsIn(program, placements, present);
  const silent = clusters.filter((one) => left.includes(one.metadata.name) && !isReady(one));
  const dropped = droppedAmong(present, program, terms.federation);
  const residues = new Map<string, readonly string[]>();
  for (const name of [...silent.map(({ metadata }) => metadata.name), ...dropped])
    residues.set(name, await residueOf(ask, name, bindings));
  const shifted = new Set(shifts.shifts.map(({ binding }) => binding));
  const others = bindings.filter((one) => !shifted.has(one));
  // What an earlier run has begun to bring there has the room already.
  const arrivals = interrupted
    ? []
    : shifts.shifts.flatMap(({ binding, shares, goesOn }) => (goesOn ? [] : arrivalAt(binding, shares)));
  const faults = [
    ...clusters.filter(({ metadata }) => dropped.includes(metadata.name)).flatMap(respondingFaults),
    ...silent.flatMap(({ metadata: { name } }) => silentFaults(name, residues.get(name)!)),
    ...all.flatMap(({ faults }) => faults),
    ...roomFaults(SHIFTED, arrivals, clusters),
    ...disruptionFaults(others, policies, placements, { program: () => program, ...terms }),
  ];
  const moving = all.filter(({ keeps }) => !keeps).flatMap(({ moves }) => moves.map(arrivalOf));
  refuse(faults.length > 0 ? faults : roomFaults(TOGETHER, [...moving, ...arrivals], clusters));
  program.dropped.forEach((name) => tellDropped(name, residues.get(name)));
  return { departures: all, shifts, dropped };
}

/** Tells what moves where. */
export function tellPlanned({ departures, shifts }: PlannedMoves): void {
  for (const { path, moves } of departures) void pulumi.log.info(`${path}: ${tellMoves(moves)}`);
  tellShifts(shifts);
}

/** The members that the program no longer joins. */
export function leavingAmong(
  clusters: readonly ClusterObject[],
  { members, dropped }: Program,
  federation: string,
): readonly string[] {
  return leavingMembers(clusters, federation, [...members.map(({ name }) => name), ...dropped]);
}

/** The members that everything leaves. */
export function leftAmong(
  clusters: readonly ClusterObject[],
  program: Program,
  { federation, leaving }: Terms,
): readonly string[] {
  const left = leavingAmong(clusters, program, federation).filter((name) => leaving[name] !== "delete");
  return [...left, ...drainedAmong(clusters, program.drained)];
}

/** The members to drop, even if an earlier run has deleted the Cluster and ended before it had cleared the bindings. */
export function droppedAmong(
  { clusters, bindings }: Present,
  { dropped }: Program,
  federation: string,
): readonly string[] {
  return dropped.filter((name) => {
    const found = clusters.find(({ metadata }) => metadata.name === name);
    return found ? wasJoinedBy(federation, found) : bindings.some((one) => mentions(one, name));
  });
}
