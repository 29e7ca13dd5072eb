import * as pulumi from "@pulumi/pulumi";
import { change, listWorks } from "../departures/api";
import { inTime } from "../departures/in-time";
import type { Ask } from "../kubeconfig/ask";
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
  const { path, waves, manager, staying, timeoutSeconds } = call;
  let look!: Look;
  await inTime(`${path}: what changes is not known`, timeoutSeconds, async () => {
    look = await judge(ask, call);
    return [];
  });
  const isChanged = heldChanges(look).length > 0;
  if (!isChanged && look.held.length === 0) return look.changes.length > 0;
  const members = isChanged ? laterMembers(waves) : look.held.filter((name) => staying.includes(name));
  await inTime(`${path}: not everything is held back`, timeoutSeconds, async () => {
    const placed = await lookAtPlaced(ask, call);
    const works = new Map(await Promise.all(members.map(async (one) => [one, await listWorks(ask, one)] as const)));
    const { changes, lacks } = stepToHoldBack(placed, members, (member) => works.get(member)!, manager);
    await change(ask, changes);
    return lacks;
  });
  return true;
}
