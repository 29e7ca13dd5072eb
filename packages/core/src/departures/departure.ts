import type { MemberTaint } from "@fedstack/constructs/plan";
import type { Ask } from "../federated-api/api-gate";
import { setTaints, untainted } from "../federated-api/taint-gate";
import { change, listBindings, listWorks, markDeparture, NotAnswered } from "./api";
import type { Binding } from "./binding";
import { movable } from "./roles";
import { isWithdrawn, nextStep, nextStepBack } from "./steps";

/** A member that everything leaves. */
export interface Departure {
  readonly member: string;
  /** The program's taints of the member, which keep new objects away. */
  readonly taints: readonly MemberTaint[];
  /** Whether the member responds. */
  readonly isReady: boolean;
  /** Whether the program deletes an object in this run. */
  readonly isDeleted: (binding: Binding) => boolean;
  /** Whether what the program deploys changes where an object is scheduled. */
  readonly isRescheduled: (binding: Binding) => boolean;
}

/** One look at the federated API, and what follows from it: what is still missing, as clauses. */
export type Round = () => Promise<readonly string[]>;

/**
 * Rounds that move everything away from a member, until nothing of it is left there.
 *
 * @param forgetSeconds how long the member's addresses may be remembered after they are out of the zone
 * @param onProgram called when only the program can go on, or nothing more is to be done
 */
export function depart(ask: Ask, departure: Departure, forgetSeconds: number, onProgram: () => void): Round {
  const { member, taints, isReady, isDeleted, isRescheduled } = departure;
  let withdrawn: number | undefined;
  return async () => {
    const tainted = await setTaints(ask, member, taints);
    const lack = tainted.status === 404 ? undefined : untainted(tainted, member, taints);
    if (lack !== undefined) return [lack];
    if (tainted.status !== 404) await markDeparture(ask, member, true);
    const [found, works] = await Promise.all([listBindings(ask), isReady ? listWorks(ask, member) : undefined]);
    const bindings = movable(found, member, isDeleted);
    if (isWithdrawn({ member, bindings })) withdrawn ??= Date.now();
    const forgotten = withdrawn === undefined || Date.now() > withdrawn + forgetSeconds * 1000;
    const { changes, lacks } = nextStep({ member, bindings, works, isRescheduled, forgotten });
    await change(ask, changes);
    if (lacks.every(({ untilDeployed }) => untilDeployed)) onProgram();
    return lacks.map(({ text }) => text);
  };
}

/** One round that puts everything back that an earlier run held on a member that stays. */
export async function comeBack(ask: Ask, member: string): Promise<readonly string[]> {
  const { changes, lacks } = nextStepBack(await listBindings(ask), member);
  await change(ask, changes);
  if (lacks.length === 0) await markDeparture(ask, member, false);
  return lacks.map(({ text }) => text);
}

/** How often to look, and for how long. */
export interface Patience {
  readonly deadline: number;
  readonly pauseMilliseconds: number;
}

/** Something is not done in time. */
export class OutOfTime extends Error {
  public constructor(public readonly lacks: readonly string[]) {
    super(lacks.join("; "));
  }
}

/** Repeats a round until nothing is missing. */
export async function untilNothingLacks({ deadline, pauseMilliseconds }: Patience, round: Round): Promise<void> {
  for (;;) {
    const lacks = await round().catch((error: Error) => {
      if (error instanceof NotAnswered) return [error.message];
      throw error;
    });
    if (lacks.length === 0) return;
    if (Date.now() > deadline) throw new OutOfTime(lacks);
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}
