import { told } from "@fedstack/constructs/kinds";
import type { Member, MemberTaint } from "@fedstack/constructs/plan";
import type { Ask } from "../kubeconfig/ask";
import { setTaints, untainted } from "../federated-api/taint-gate";
import {
  change,
  deleteCluster,
  freeWork,
  listBindings,
  listWorks,
  markDeparture,
  NotAnswered,
  releaseWorks,
} from "./api";
import { type Binding, isHeld, mentions, release, takeOff } from "./binding";
import { freed, nextStepFree } from "./orphans";
import { targetsWithout } from "./shares";
import { isWithdrawn, nextStep, nextStepBack, type Work } from "./steps";

const STUCK_MILLISECONDS = 30_000;

/** A member that everything leaves, or what is placed on other members from now on. */
export interface Departure {
  readonly member: string;
  /** The program's members that stay in use. */
  readonly staying: readonly Member[];
  /** The field manager of the program, which holds the copies. */
  readonly manager: string;
  /** The program's taints of the member, which keep new objects away; undefined if it stays in use. */
  readonly taints?: readonly MemberTaint[] | undefined;
  /** Tells what stays there and runs on, free of the federation; undefined if nothing does. */
  readonly keeps?: ((binding: Binding) => boolean) | undefined;
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
  const { member, staying, manager, taints, keeps, isReady, movable, isRescheduled } = departure;
  const stuck = stuckCopies();
  let withdrawn: number | undefined;
  return async () => {
    if (taints) {
      const tainted = await setTaints(ask, member, taints);
      const lack = tainted.status === 404 ? undefined : untainted(tainted, member, taints);
      if (lack !== undefined) return [lack];
    }
    await markDeparture(ask, member, manager, true);
    const [found, works] = await Promise.all([
      listBindings(ask, manager),
      isReady || keeps ? listWorks(ask, member) : undefined,
    ]);
    if (!keeps && works) await bindAgain(ask, member, works, found);
    const bindings = movable(found);
    if (isWithdrawn({ member, bindings })) withdrawn ??= Date.now();
    const forgotten = withdrawn === undefined || Date.now() > withdrawn + forgetSeconds * 1000;
    const situation = { member, staying, bindings, works, isRescheduled, forgotten };
    const { changes, lacks, held } = keeps ? nextStepFree(situation, keeps) : nextStep(situation);
    await change(ask, changes);
    if (keeps) await releaseWorks(ask, member, stuck(works ?? []));
    if (held) onHeld();
    if (lacks.length === 0 && !taints) await markDeparture(ask, member, manager, false);
    return lacks;
  };
}

/**
 * Rounds that delete the Cluster of a member that keeps what it has. What Karmada writes anew until then would be deleted
 * there, so it is freed again first.
 */
export function letGo(ask: Ask, departure: Departure): Round {
  const leave = depart(ask, departure, 0, () => undefined);
  const remove = end(ask, departure.member, departure.staying);
  return async () => {
    const lacks = await leave();
    return lacks.length > 0 ? lacks : remove();
  };
}

/**
 * Rounds that delete the Cluster of a member, until it is gone and nothing names it.
 *
 * @param staying the members that its replicas can go to
 * @param uid of the Cluster, if the member may join again meanwhile
 */
export function end(ask: Ask, member: string, staying: readonly Member[], uid?: string): Round {
  return remove(ask, member, staying, stuckCopies(), uid);
}

/**
 * Rounds that delete the Cluster of a member, and take off it what is placed or held there: the scheduler gives nothing
 * to a Cluster that is being deleted, but leaves objects on it for which it finds no other member.
 *
 * @param toRelease which copies in the member not to wait for
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/controllers/cluster/cluster_controller.go
 */
function remove(
  ask: Ask,
  member: string,
  staying: readonly Member[],
  toRelease: (works: readonly Work[]) => readonly Work[],
  uid?: string,
): Round {
  return async () => {
    const left = await deleteCluster(ask, member, uid);
    if (left === "another") return [];
    const there = (await listBindings(ask)).filter((one) => mentions(one, member));
    await change(
      ask,
      there.map((one) => takeOff(one, member, targetsWithout(one, member, staying))),
    );
    if (left === "none") return there.map(({ spec }) => `${told(spec.resource)} is placed there`);
    await releaseWorks(ask, member, toRelease(await listWorks(ask, member)));
    return ["its Cluster is being deleted"];
  };
}

/**
 * Tells which copies whose objects are to stay have been deleted for so long that Karmada cannot let go of them: the
 * objects are gone already, or are Namespaces that it has not made.
 *
 * @see https://github.com/karmada-io/karmada/issues/7463
 */
function stuckCopies(): (works: readonly Work[]) => readonly Work[] {
  const since = new Map<string, number>();
  return (works) =>
    works.filter(({ metadata: { name, deletionTimestamp }, spec }) => {
      if (deletionTimestamp === undefined || !spec?.preserveResourcesOnDeletion) return false;
      const deletion = `${name} ${deletionTimestamp}`;
      if (!since.has(deletion)) since.set(deletion, Date.now());
      return Date.now() > since.get(deletion)! + STUCK_MILLISECONDS;
    });
}

/** Takes back, in the first round, the mark of copies that an earlier run freed. */
function bindingAgain(ask: Ask, member: string): (bindings: readonly Binding[]) => Promise<void> {
  let isDone = false;
  return async (bindings) => {
    if (!isDone) await bindAgain(ask, member, await listWorks(ask, member), bindings);
    isDone = true;
  };
}

/** Takes back the mark of copies that an earlier run freed, so that they are deleted as usual. */
async function bindAgain(
  ask: Ask,
  member: string,
  works: readonly Work[],
  bindings: readonly Binding[],
): Promise<void> {
  await change(
    ask,
    freed(works, bindings).map(({ metadata }) => freeWork(member, metadata.name!, false)),
  );
}

/** A member that stays, and on which an earlier run held what was to leave it. */
export interface Return extends Pick<Departure, "member" | "staying" | "manager" | "isRescheduled"> {
  /** What is to leave it still. */
  readonly leaving?: Pick<Departure, "movable"> | undefined;
}

/**
 * Rounds that put everything back that is held on a member.
 *
 * @param onHeld called when the copies there are kept, whatever the program changes
 */
export function comeBack(ask: Ask, back: Return, onHeld: () => void): Round {
  const { member, manager, leaving } = back;
  const bindFreed = bindingAgain(ask, member);
  return async () => {
    const found = await listBindings(ask, manager);
    const gone = new Set(leaving?.movable(found));
    const bindings = found.filter((one) => !gone.has(one));
    const { changes, lacks, held } = nextStepBack({ ...back, bindings });
    await change(ask, changes);
    if (held) onHeld();
    await bindFreed(found);
    if (lacks.length === 0 && !leaving) await markDeparture(ask, member, manager, false);
    return lacks;
  };
}

/** Rounds that give up everything that an earlier run of a program held on a member, until nothing of it is held there. */
export function giveUp(ask: Ask, member: string, manager: string): Round {
  const bindFreed = bindingAgain(ask, member);
  return async () => {
    const bindings = await listBindings(ask, manager);
    await bindFreed(bindings);
    const held = bindings.filter((one) => isHeld(one, member));
    const releases = held.map((one) => release(one, member));
    await change(ask, releases);
    return held.map(({ spec }) => `${told(spec.resource)} is held there`);
  };
}

/**
 * Rounds that take a member whose cluster no longer exists out of the federated API, without waiting for the cluster,
 * until nothing there names it.
 */
export function drop(ask: Ask, member: string, staying: readonly Member[]): Round {
  return remove(ask, member, staying, (works) => works);
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
