import { keyOf, told } from "@fedstack/constructs/kinds";
import * as pulumi from "@pulumi/pulumi";
import type { Question } from "../kubeconfig/ask";
import { type Balancing, balancingOf } from "./balancing";
import { type Binding, isDivided } from "./binding";
import { isUnschedulable } from "./elsewhere";
import { isPlacedBy, type Placements } from "./placements";
import type { Present, Program } from "./planned-departure";
import { balanceOf, isSame, tellBalance } from "./rebalance";
import { arrivalAt, roomFaults } from "./room";
import { freshShares, servingOn, type Shares, sharesOf, sum } from "./shares";
import { closed, isOpen } from "./suspended";

/** A workload of which a new placement takes replicas from members that keep some of it, and its shares from then on. */
export interface Shift {
  readonly binding: Binding;
  readonly shares: Shares;
  /**
   * Whether it comes to them once its policy has changed, and the scheduler is kept from it until then: a member has
   * nothing of it yet, and what its pods need may come with the change.
   */
  readonly isLate: boolean;
  /** Whether an earlier run has not brought it there. */
  readonly goesOn: boolean;
}

/** A workload that could not be shifted, because of what a clause says. */
export interface Unshifted {
  readonly binding: Binding;
  readonly shares: Shares;
  readonly why: string;
  /** Whether it stays where it is. Otherwise the scheduler divides it at once. */
  readonly stays: boolean;
}

/** What becomes of the workloads that new placements divide otherwise. */
export interface Shifts {
  /** Those that come to their new shares without a replica less at any time. */
  readonly shifts: readonly Shift[];
  readonly unshifted: readonly Unshifted[];
  /** What forgets those that an earlier run has not brought there, and that are there or give that up. */
  readonly closings: readonly Question[];
}

/**
 * What becomes of the workloads that new placements divide otherwise. What does not serve now does not wait: the change
 * may be its repair.
 */
export function shiftsIn(program: Program, placements: Placements, { clusters, bindings }: Present): Shifts {
  const { manager } = program;
  const all = balancingOf(program, clusters);
  const known = new Set(clusters.map(({ metadata }) => metadata.name));
  // What joins in this run will respond.
  const balancing = { ...all, silent: (name: string) => known.has(name) && all.silent(name) };
  const deleting = new Set(program.deleting.flatMap(({ workloads }) => workloads.map(keyOf)));
  const inWaves = new Set(program.inWaves.flatMap(({ workloads }) => workloads.map(keyOf)));
  const result = { shifts: [] as Shift[], unshifted: [] as Unshifted[], closings: [] as Question[] };
  for (const binding of bindings) {
    const key = keyOf(binding.spec.resource);
    const goesOn = isLeftOpen(binding, placements, manager);
    const isDeleting = deleting.has(key);
    const placement = goesOn ? binding.spec.placement : placements.placementAfter(binding);
    if (!placement || placements.isScaled(binding) || (isDeleting && !goesOn)) continue;
    const after = { ...binding, spec: { ...binding.spec, placement } };
    const present = sharesOf(binding);
    const shares = freshShares(after, balancing.members);
    const isThere = !isDivided(after) || (shares && isSame(present, shares));
    if (goesOn && (isThere || isDeleting)) {
      result.closings.push(closed(binding, manager, isThere ? undefined : new Date()));
    }
    const shrinks = [...present].some(([name, count]) => 0 < (shares?.get(name) ?? 0) && shares!.get(name)! < count);
    if (!isDivided(binding) || isThere || !(goesOn || shrinks)) continue;
    const isKnown = [...(shares ?? [])].every(([name, count]) => count === 0 || (present.get(name) ?? 0) > 0);
    const isLate = goesOn || !isKnown;
    const why =
      (isDeleting ? 'its call has leaving: "delete"' : undefined) ??
      reasonAgainst(after, balancing, goesOn) ??
      // A wave would wait for the scheduler, and the scheduler for the wave.
      (isLate && inWaves.has(key) ? "its call goes to members in waves" : undefined) ??
      (goesOn && !hasRoom(binding, shares!, clusters) ? "its new members do not have enough free capacity" : undefined);
    if (why === undefined) result.shifts.push({ binding, shares: shares!, isLate, goesOn });
    else result.unshifted.push({ binding, shares: shares ?? present, why, stays: goesOn && !isDeleting });
  }
  return result;
}

/** What a workload's new placement changes, as messages begin. */
export function tellShift({ binding, shares }: Pick<Shift, "binding" | "shares">): string {
  return `new placements divide ${tellBalance(binding, shares)}`;
}

/** Tells what becomes of workloads. */
export function tellShifts({ shifts, unshifted }: Shifts): void {
  for (const one of shifts) void pulumi.log.info(`${tellShift(one)}; no replica stops before another serves`);
  for (const { stays, ...one } of unshifted) {
    if (stays) {
      void pulumi.log.warn(`${told(one.binding.spec.resource)} stays where it is: ${one.why}. The next up goes on.`);
    } else void pulumi.log.info(`${tellShift(one)}; replicas stop at once: ${one.why}`);
  }
}

/** Whether an earlier run has not brought a workload to the placement that the program still has for it. */
function isLeftOpen(binding: Binding, placements: Placements, manager: string): boolean {
  const policy = placements.policyOf(binding);
  return (
    policy !== undefined && isOpen(binding, manager) && isPlacedBy(binding, policy) && !placements.isChanged(binding)
  );
}

/** Why a workload cannot move without loss: a clause. */
function reasonAgainst(binding: Binding, balancing: Balancing, goesOn: boolean): string | undefined {
  const balance = balanceOf(binding, balancing);
  if (balance && "stays" in balance) return balance.stays;
  if (isUnschedulable(binding)) return "it cannot be scheduled";
  return goesOn || isServing(binding) ? undefined : "not all of it serves";
}

/** Whether members have room for what they would get of a workload. */
function hasRoom(binding: Binding, shares: Shares, clusters: Present["clusters"]): boolean {
  return roomFaults({ path: "", otherwise: "" }, [arrivalAt(binding, shares)], clusters).length === 0;
}

/** Whether a workload serves with all its replicas. */
function isServing(binding: Binding): boolean {
  const present = sharesOf(binding);
  return (
    sum(present) === binding.spec.replicas && [...present].every(([name, count]) => servingOn(binding, name) >= count)
  );
}
