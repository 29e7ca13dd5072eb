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

  public constructor(faults: readonly Fault[]) {
    super(faults.map(tell).join("\n"));
    this.faults = faults;
  }
}

/** Throws one {@link InvalidInputError} with all `faults`, if there are any. */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InvalidInputError(faults);
}
