import * as pulumi from "@pulumi/pulumi";
import { change, listWorks } from "../departures/api";
import { OutOfTime, type Round, untilNothingLacks } from "../departures/departure";
import type { Work } from "../departures/steps";
import type { Ask } from "../federated-api/api-gate";
import { refuse } from "../validation/errors";
import { type Deploys, heldChanges, type Look, lookAt, lookAtPlaced } from "./look";
import { laterMembers, type PlannedWave } from "./planned-waves";
import { changeLines } from "./reports";
import { stepToHoldBack, togetherFaults } from "./steps";

/** A call of `deploy` whose changes go from wave to wave. */
export interface WavesCall extends Deploys {
  /** The call, as errors name it. */
  readonly path: string;
  readonly waves: readonly PlannedWave[];
  /** Names of the members that keep what they have. */
  readonly staying: readonly string[];
  readonly timeoutSeconds: number;
}

export const PAUSE_MILLISECONDS = 500;

/** Looks at what changes, tells it, and refuses what cannot go from wave to wave. */
export async function judge(ask: Ask, call: WavesCall): Promise<Look> {
  const look = await lookAt(ask, call);
  refuse(togetherFaults(call.path, look, call, call.staying));
  for (const line of changeLines(call.path, look, call.waves)) void pulumi.log.info(line);
  return look;
}

/**
 * Holds back all members but the first wave, if what they run is about to change.
 *
 * @returns whether anything changes, or has not reached all members
 */
export async function prepare(ask: Ask, call: WavesCall): Promise<boolean> {
  const { waves, manager, staying } = call;
  let look!: Look;
  await inTime(call, "what changes is not known", async () => {
    look = await judge(ask, call);
    return [];
  });
  const isChanged = heldChanges(look).length > 0;
  if (!isChanged && look.held.length === 0) return look.changes.length > 0;
  const members = isChanged ? laterMembers(waves) : look.held.filter((name) => staying.includes(name));
  await inTime(call, "not everything is held back", async () => {
    const placed = await lookAtPlaced(ask, call);
    const works = new Map<string, readonly Work[]>();
    for (const member of members) works.set(member, await listWorks(ask, member));
    const { changes, lacks } = stepToHoldBack(placed, members, (member) => works.get(member)!, manager);
    await change(ask, changes);
    return lacks;
  });
  return true;
}

/** Repeats a round until nothing is missing, or fails when a call's time is over. */
export async function inTime({ path, timeoutSeconds }: WavesCall, failure: string, round: Round): Promise<void> {
  const patience = { deadline: Date.now() + timeoutSeconds * 1000, pauseMilliseconds: PAUSE_MILLISECONDS };
  await untilNothingLacks(patience, round).catch((error: Error) => {
    if (!(error instanceof OutOfTime)) throw error;
    throw new pulumi.RunError(
      `${path}: ${failure} after ${timeoutSeconds} s: ${error.message}. Run "pulumi up" again to go on.`,
    );
  });
}
