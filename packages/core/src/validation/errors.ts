import { type Fault, tell } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";

export type { Fault };

/**
 * Raised before any resource is registered when an argument cannot be used. Names every fault of that argument, one a
 * line, and never shows a kubeconfig, a key or a token.
 */
export class InvalidInputError extends pulumi.RunError {
  /** Everything that is wrong, in the order of the message. */
  public readonly faults: readonly Fault[];

  public constructor(faults: readonly Fault[]) {
    super(faults.map(tell).join("\n"));
    this.faults = faults;
  }
}

/** Raises one {@link InvalidInputError} for all `faults`, if there are any. */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InvalidInputError(faults);
}
