import * as pulumi from "@pulumi/pulumi";
import { OutOfTime, type Patience, type Round, untilNothingLacks } from "./departure";

const PAUSE_MILLISECONDS = 500;

/** How long rounds that begin now are repeated. */
export function patienceFor(timeoutSeconds: number): Patience {
  return { deadline: Date.now() + timeoutSeconds * 1000, pauseMilliseconds: PAUSE_MILLISECONDS };
}

/**
 * Repeats a round until nothing is missing.
 *
 * @param failure what is wrong if time runs out, as the beginning of an error
 * @throws RunError with what is still missing
 */
export async function inTime(
  failure: string,
  timeoutSeconds: number,
  round: Round,
  patience = patienceFor(timeoutSeconds),
): Promise<void> {
  await untilNothingLacks(patience, round).catch((error: Error) => {
    if (!(error instanceof OutOfTime)) throw error;
    throw new pulumi.RunError(
      `${failure} after ${timeoutSeconds} s: ${error.message}. Run "pulumi up" again to go on.`,
    );
  });
}
