import * as pulumi from "@pulumi/pulumi";
import { change, NotAnswered } from "../departures/api";
import { inTime } from "../departures/in-time";
import type { Ask } from "../kubeconfig/ask";
import type { Discovered } from "../federated-api/ownership-gate";
import { holdBack } from "./held-back";
import { generationsOf, lookAtPlaced, type Placed } from "./look";
import { stageOf } from "./planned-waves";
import type { WavesCall } from "./prepare";
import { listed, stillBefore } from "./reports";
import { lacksAfterChange } from "./steps";

const PAUSE_MILLISECONDS = 500;
const REMEDY = 'Fix what the call deploys, or restore the previous version, then run "pulumi up" again.';

/**
 * Lets one wave after the other have what a call has applied, once it runs where it is.
 *
 * @param ill names of the members that do not respond
 */
export async function roll(ask: Ask, call: WavesCall, ill: readonly string[]): Promise<void> {
  const { path, waves, manager, timeoutSeconds } = call;
  for (;;) {
    const { policies, held } = await untilHealthy(ask, call, ill);
    const { next, after } = stageOf(waves, held);
    if (!next) return;
    void pulumi.log.info(`${path}: continues with ${listed(next.members)}`);
    await inTime(`${path}: ${listed(next.members)} cannot go on`, timeoutSeconds, async () => {
      const changes = policies.map((one) => holdBack(one, after, manager));
      await change(ask, changes);
      return [];
    });
  }
}

/** Resolves when everything runs on the members that have the change, and has done so for as long as it is to. */
async function untilHealthy(ask: Ask, call: WavesCall, ill: readonly string[]): Promise<Placed> {
  const { path, waves, timeoutSeconds } = call;
  const start = Date.now();
  let since: number | undefined;
  let held: readonly string[] = [];
  const discovered: Discovered = new Map();
  for (;;) {
    const { placed, lacks } = await look(ask, call, ill, discovered);
    held = placed?.held ?? held;
    const { current } = stageOf(waves, held);
    const before = stillBefore(held);
    if (placed && current.members.length > 0 && current.members.every((name) => ill.includes(name))) {
      throw new pulumi.RunError(
        `${path}: no member of ${listed(current.members)} responds. ${before} Run "pulumi up" again when one does.`,
      );
    }
    since = lacks.length > 0 ? undefined : (since ?? Date.now());
    if (placed && since !== undefined && Date.now() - since >= current.soakSeconds * 1000) return placed;
    if (Date.now() > start + (timeoutSeconds + current.soakSeconds) * 1000) {
      const lack = lacks.join("; ") || `it was not healthy for ${current.soakSeconds} s without a break`;
      throw new pulumi.RunError(
        `${path}: the change does not run on ${listed(current.members)} within ${timeoutSeconds} s: ${lack}. ${before} ${REMEDY}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}

async function look(
  ask: Ask,
  call: WavesCall,
  ill: readonly string[],
  discovered: Discovered,
): Promise<{ readonly placed?: Placed; readonly lacks: readonly string[] }> {
  try {
    const placed = await lookAtPlaced(ask, call);
    const generations = await generationsOf(ask, placed.bindings, discovered);
    return { placed, lacks: lacksAfterChange(placed, call, generations, ill) };
  } catch (error) {
    if (error instanceof NotAnswered) return { lacks: [error.message] };
    throw error;
  }
}
