import { type Fault, tell } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";

export type { Fault };

/**
 * Thrown before any resource is registered if arguments cannot be used. Lists all faults, one per line, and never shows
 * a kubeconfig, a key or a token.
 */
export class InvalidInputError extends pulumi.RunError {
  /** Everything that is wrong, in the order of the message. */
  public readonly faults: readonly Fault[];

  /** Makes an error for checks of your own, so that it looks like the library's. */
  public constructor(faults: readonly Fault[]) {
    super(faults.map(tell).join("\n"));
    this.faults = faults;
  }
}

/** Throws one {@link InvalidInputError} with all `faults`, if there are any. */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InvalidInputError(faults);
}

/**
 * Runs a function of the constructs. What it refuses is refused like any other input.
 *
 * @param path the call that has the options, as errors name it
 */
export function refusing<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { faults = [] } = error as { readonly faults?: readonly Fault[] | undefined };
    refuse(faults.map((fault) => ({ ...fault, path: fault.path.replace(/^options\b/, path) })));
    throw error;
  }
}
