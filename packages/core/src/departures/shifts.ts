import { keyOf } from "@fedstack/constructs/kinds";
import type { Ask } from "../kubeconfig/ask";
import { change, listBindings, listClusters } from "./api";
import { type Balancing, balancingOf } from "./balancing";
import { type Binding, isDivided } from "./binding";
import { isUnschedulable } from "./elsewhere";
import { untilNothingLacks } from "./departure";
import { inTime, patienceFor } from "./in-time";
import type { Placements } from "./placements";
import type { Present, Program } from "./planned-departure";
import { balanceOf, endAll, isBegun, nextStepToBalance, tellBalance } from "./rebalance";
import { servingOn, type Shares, sharesOf, sum } from "./shares";

const STOP_SECONDS = 10;

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
export async function shift(
  ask: Ask,
  shifts: readonly Shift[],
  program: () => Program,
  timeoutSeconds: number,
): Promise<void> {
  const { manager } = program();
  const failure = "new placements: not everything runs where they divide it, and what serves stays";
  try {
    await inTime(failure, timeoutSeconds, async () => {
      const bindings = new Map((await listBindings(ask, manager)).map((one) => [keyOf(one.spec.resource), one]));
      const steps = shifts.flatMap(({ binding: { spec }, shares }) => {
        const binding = bindings.get(keyOf(spec.resource));
        // Another number of replicas is divided anew in any case.
        if (binding?.spec.replicas !== spec.replicas) return [];
        return [nextStepToBalance(binding!, shares, manager)];
      });
      await change(
        ask,
        steps.flatMap(({ changes }) => changes),
      );
      return steps.flatMap(({ lacks }) => lacks);
    });
  } finally {
    // The next run would end it, too.
    await untilNothingLacks(patienceFor(STOP_SECONDS), () => endBegun(ask, program())).catch(() => undefined);
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
  const present = sharesOf(binding);
  const shrinks = [...present].some(([name, count]) => count > (balance.shares.get(name) ?? 0));
  // Elsewhere, what its pods need may come with the change only.
  const isKnown = [...balance.shares].every(([name, count]) => count === 0 || (present.get(name) ?? 0) > 0);
  return shrinks && isKnown && isServing(binding) ? balance.shares : undefined;
}

/** Whether a workload is scheduled and serves with all its replicas. */
function isServing(binding: Binding): boolean {
  const present = sharesOf(binding);
  return (
    !isUnschedulable(binding) &&
    sum(present) === binding.spec.replicas &&
    [...present].every(([name, count]) => servingOn(binding, name) >= count)
  );
}

/** Ends what is not finished. Returns what was not, because a change may have come in between. */
async function endBegun(ask: Ask, program: Program): Promise<readonly string[]> {
  const [bindings, clusters] = await Promise.all([listBindings(ask, program.manager), listClusters(ask)]);
  await change(ask, endAll(bindings, balancingOf(program, clusters).members, program.manager));
  return bindings.filter((one) => isBegun(one, program.manager)).map(({ metadata }) => metadata.name);
}
