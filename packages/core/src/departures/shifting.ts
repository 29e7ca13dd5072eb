import { keyOf, told } from "@fedstack/constructs/kinds";
import type { Ask } from "../kubeconfig/ask";
import { change, listBindings, listClusters } from "./api";
import { type Balancing, balancingOf } from "./balancing";
import type { Binding } from "./binding";
import type { ClusterObject } from "./clusters";
import { untilNothingLacks } from "./departure";
import { unscheduledBy } from "./elsewhere";
import { inTime, patienceFor } from "./in-time";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import { balanceOf, nextStepToBalance } from "./rebalance";
import { type Shift, shiftsIn } from "./shifts";
import type { Step } from "./steps";
import { begun, endAll, isBegun } from "./suspended";

const STOP_SECONDS = 10;

/** Brings workloads to the shares of their new placements before these are applied. If it fails, what serves stays. */
export async function shift(
  ask: Ask,
  shifts: readonly Shift[],
  program: () => Program,
  timeoutSeconds: number,
): Promise<void> {
  await untilShifted(ask, shifts, program, timeoutSeconds, ({ binding: { spec }, shares }, now) =>
    // Another number of replicas is divided anew in any case.
    now.spec.replicas === spec.replicas ? nextStepToBalance(now, shares, program().manager) : undefined,
  );
}

/** Keeps the scheduler from workloads, if it has followed their last change. Returns what it was not kept from before. */
export async function suspend(ask: Ask, shifts: readonly Shift[], { manager }: Program): Promise<readonly string[]> {
  const keys = keysOf(shifts);
  const open = (await listBindings(ask, manager)).filter(
    (one) => keys.has(keyOf(one.spec.resource)) && !isBegun(one, manager),
  );
  const settled = open.filter((one) => unscheduledBy(one) === undefined);
  await change(
    ask,
    settled.map((one) => begun(one, manager)),
  );
  return open.map((one) => `${told(one.spec.resource)} ${unscheduledBy(one) ?? "is not suspended yet"}`);
}

/**
 * Brings workloads that are kept from the scheduler to the shares of their new placements, once these are applied. If it
 * fails, what serves stays, and the next run goes on.
 */
export async function shiftLate(
  ask: Ask,
  shifts: readonly Shift[],
  program: () => Program,
  timeoutSeconds: number,
): Promise<void> {
  await untilShifted(ask, shifts, program, timeoutSeconds, (_, now, balancing) => {
    const { manager, members } = balancing;
    if (!isBegun(now, manager)) return undefined;
    const lacking = (text: string): Step => {
      return { changes: [], lacks: [`${told(now.spec.resource)} ${text}`], held: true };
    };
    if (new Placements(program()).isChanged(now)) return lacking("does not have its new placement yet");
    const balance = balanceOf(now, balancing);
    if (!balance) return { changes: endAll([now], members, manager), lacks: [], held: true };
    return "stays" in balance ? lacking(`stays: ${balance.stays}`) : nextStepToBalance(now, balance.shares, manager);
  });
}

/** Forgets what needs no further run. Returns what was not forgotten before, because a change may have come in between. */
export async function forget(
  ask: Ask,
  program: Program,
  clusters: readonly ClusterObject[],
): Promise<readonly string[]> {
  const bindings = await listBindings(ask, program.manager);
  const { closings } = shiftsIn(program, new Placements(program), { clusters, bindings });
  await change(ask, closings);
  return closings.map(({ path }) => `${path.split("/").at(-1)} is still marked`);
}

/** Ends what is begun. Returns what was not ended before, because a change may have come in between. */
export async function endBegun(
  ask: Ask,
  program: Program,
  isIncluded: (binding: Binding) => boolean = () => true,
): Promise<readonly string[]> {
  const { manager } = program;
  const open = (await listBindings(ask, manager)).filter((one) => isIncluded(one) && isBegun(one, manager));
  if (open.length === 0) return [];
  const { members } = balancingOf(program, await listClusters(ask));
  await change(ask, endAll(open, members, manager));
  return open.map(({ spec }) => `${told(spec.resource)} is still suspended`);
}

/** Ends what is left of shifts. Where it cannot, the next run does. */
export async function stop(ask: Ask, shifts: readonly Shift[], program: () => Program): Promise<void> {
  const keys = keysOf(shifts);
  const own = (one: Binding): boolean => keys.has(keyOf(one.spec.resource));
  await untilNothingLacks(patienceFor(STOP_SECONDS), () => endBegun(ask, program(), own)).catch(() => undefined);
}

/** Does the next steps of shifts until nothing is missing. */
async function untilShifted(
  ask: Ask,
  shifts: readonly Shift[],
  program: () => Program,
  timeoutSeconds: number,
  nextStep: (shift: Shift, now: Binding, balancing: Balancing) => Step | undefined,
): Promise<void> {
  const failure = "new placements: not everything runs where they divide it, and what serves stays";
  try {
    await inTime(failure, timeoutSeconds, async () => {
      const [all, clusters] = await Promise.all([listBindings(ask, program().manager), listClusters(ask)]);
      const bindings = new Map(all.map((one) => [keyOf(one.spec.resource), one]));
      const balancing = balancingOf(program(), clusters);
      const steps = shifts.flatMap((one) => {
        const now = bindings.get(keyOf(one.binding.spec.resource));
        const step = now && nextStep(one, now, balancing);
        return step ? [step] : [];
      });
      await change(
        ask,
        steps.flatMap(({ changes }) => changes),
      );
      return steps.flatMap(({ lacks }) => lacks);
    });
  } finally {
    await stop(ask, shifts, program);
  }
}

function keysOf(shifts: readonly Shift[]): ReadonlySet<string> {
  return new Set(shifts.map(({ binding }) => keyOf(binding.spec.resource)));
}
