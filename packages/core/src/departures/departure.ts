import { told } from "@fedstack/constructs/kinds";
import type { MemberTaint } from "@fedstack/constructs/plan";
import type { Ask } from "../federated-api/api-gate";
import { setTaints, untainted } from "../federated-api/taint-gate";
import { change, listBindings, listWorks, markDeparture, NotAnswered } from "./api";
import { type Binding, isHeld, release } from "./binding";
import { isWithdrawn, nextStep, nextStepBack } from "./steps";

/** A member that everything leaves, or what is placed on other members from now on. */
export interface Departure {
  readonly member: string;
  /** The program's taints of the member, which keep new objects away; undefined if it stays in use. */
  readonly taints?: readonly MemberTaint[] | undefined;
  /** Whether the member responds. */
  readonly isReady: boolean;
  /** What leaves it, among all bindings. */
  readonly movable: (bindings: readonly Binding[]) => readonly Binding[];
  /** Whether the program is about to change where an object is placed. */
  readonly isRescheduled: (binding: Binding) => boolean;
}

/** One look at the federated API, and what follows from it: what is still missing, as clauses. */
export type Round = () => Promise<readonly string[]>;

/**
 * Rounds that move what leaves a member, until nothing of it is left there.
 *
 * @param forgetSeconds how long the member's addresses may be remembered after they are out of the zone
 * @param onHeld called when the copies there are kept, whatever the program changes
 */
export function depart(ask: Ask, departure: Departure, forgetSeconds: number, onHeld: () => void): Round {
  const { member, taints, isReady, movable, isRescheduled } = departure;
  let withdrawn: number | undefined;
  return async () => {
    if (taints) {
      const tainted = await setTaints(ask, member, taints);
      const lack = tainted.status === 404 ? undefined : untainted(tainted, member, taints);
      if (lack !== undefined) return [lack];
    }
    await markDeparture(ask, member, true);
    const [found, works] = await Promise.all([listBindings(ask), isReady ? listWorks(ask, member) : undefined]);
    const bindings = movable(found);
    if (isWithdrawn({ member, bindings })) withdrawn ??= Date.now();
    const forgotten = withdrawn === undefined || Date.now() > withdrawn + forgetSeconds * 1000;
    const { changes, lacks, held } = nextStep({ member, bindings, works, isRescheduled, forgotten });
    await change(ask, changes);
    if (held) onHeld();
    if (lacks.length === 0 && !taints) await markDeparture(ask, member, false);
    return lacks;
  };
}

/** A member that stays, and on which an earlier run held what was to leave it. */
export interface Return extends Pick<Departure, "member" | "isRescheduled"> {
  /** What is to leave it still. */
  readonly leaving?: Pick<Departure, "movable"> | undefined;
}

/**
 * Rounds that put everything back that is held on a member.
 *
 * @param onHeld called when the copies there are kept, whatever the program changes
 */
export function comeBack(ask: Ask, { member, isRescheduled, leaving }: Return, onHeld: () => void): Round {
  return async () => {
    const found = await listBindings(ask);
    const gone = new Set(leaving?.movable(found));
    const back = found.filter((one) => !gone.has(one));
    const { changes, lacks, held } = nextStepBack(back, member, isRescheduled);
    await change(ask, changes);
    if (held) onHeld();
    if (lacks.length === 0 && !leaving) await markDeparture(ask, member, false);
    return lacks;
  };
}

/** Rounds that give up everything that an earlier run held on a member, until nothing of it is held there. */
export function giveUp(ask: Ask, member: string): Round {
  return async () => {
    const held = (await listBindings(ask)).filter((one) => isHeld(one, member));
    const releases = held.map((one) => release(one, member));
    await change(ask, releases);
    return held.map(({ spec }) => `${told(spec.resource)} is held there`);
  };
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
