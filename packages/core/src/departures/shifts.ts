import { keyOf } from "@fedstack/constructs/kinds";
import type { Ask } from "../kubeconfig/ask";
import { change, listBindings, listClusters } from "./api";
import { type Balancing, balancingOf } from "./balancing";
import { type Binding, isDivided } from "./binding";
import { isUnschedulable } from "./elsewhere";
import { inTime } from "./in-time";
import type { Placements } from "./placements";
import type { Present, Program } from "./planned-departure";
import { balanceOf, endAll, isBegun, nextStepToBalance, tellBalance } from "./rebalance";
import { servingOn, type Shares, sharesOf } from "./shares";

/** A workload of which a new placement takes replicas from members that keep some of it, and its shares from then on. */
export interface Shift {
  readonly binding: Binding;
  readonly shares: Shares;
}

/**
 * The workloads that come to the shares of their new placements before their policies change, without a replica less at
 * any time. What does not serve now does not wait: the change may be its repair.
 */
export function shiftsIn(program: Program, placements: Placements, { clusters, bindings }: Present): readonly Shift[] {
  const balancing = balancingOf(program, clusters);
  const deleting = new Set(program.deleting.flatMap(({ workloads }) => workloads.map(keyOf)));
  return bindings.flatMap((binding) => {
    if (deleting.has(keyOf(binding.spec.resource))) return [];
    const shares = sharesAfter(binding, placements, balancing);
    return shares ? [{ binding, shares }] : [];
  });
}

/** Brings workloads to the shares of their new placements. If it fails, what serves stays. */
export async function shift(ask: Ask, program: Program, placements: Placements, timeoutSeconds: number): Promise<void> {
  const { manager } = program;
  const failure = "new placements: not everything runs where they divide it, and what serves stays";
  try {
    await inTime(failure, timeoutSeconds, async () => {
      const [bindings, clusters] = await Promise.all([listBindings(ask, manager), listClusters(ask)]);
      const shifts = shiftsIn(program, placements, { bindings, clusters });
      const left = bindings.filter((one) => shifts.every(({ binding }) => binding !== one));
      await change(ask, endAll(left, balancingOf(program, clusters).members, manager));
      const steps = shifts.map(({ binding, shares }) => nextStepToBalance(binding, shares, manager));
      await change(
        ask,
        steps.flatMap(({ changes }) => changes),
      );
      return steps.flatMap(({ lacks }) => lacks);
    });
  } catch (error) {
    // The next run would end it, too.
    await stop(ask, program).catch(() => undefined);
    throw error;
  }
}

/** What a workload's new placement changes, as messages begin. */
export function tellShift({ binding, shares }: Shift): string {
  return `new placements divide ${tellBalance(binding, shares)}`;
}

/** What the members are given by the new placement; undefined if none gets less, or that is not known or cannot be done. */
function sharesAfter(binding: Binding, placements: Placements, balancing: Balancing): Shares | undefined {
  const placement = placements.isScaled(binding) ? undefined : placements.placementAfter(binding);
  if (!placement || !isDivided(binding)) return undefined;
  const balance = balanceOf({ ...binding, spec: { ...binding.spec, placement } }, balancing);
  if (!balance || "stays" in balance) return undefined;
  const shrinks = [...sharesOf(binding)].some(([name, count]) => count > (balance.shares.get(name) ?? 0));
  return shrinks && (isServing(binding) || isBegun(binding, balancing.manager)) ? balance.shares : undefined;
}

/** Whether a workload is scheduled and serves with all its replicas. */
function isServing(binding: Binding): boolean {
  const present = [...sharesOf(binding)];
  const scheduled = present.reduce((sum, [, count]) => sum + count, 0);
  return (
    !isUnschedulable(binding) &&
    scheduled === binding.spec.replicas &&
    present.every(([name, count]) => servingOn(binding, name) >= count)
  );
}

async function stop(ask: Ask, program: Program): Promise<void> {
  const [bindings, clusters] = await Promise.all([listBindings(ask, program.manager), listClusters(ask)]);
  await change(ask, endAll(bindings, balancingOf(program, clusters).members, program.manager));
}
