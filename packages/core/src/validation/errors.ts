import * as pulumi from "@pulumi/pulumi";

/** One thing that is wrong with what the user gave. */
export interface Fault {
  /** Where it stands, as the user typed it, e.g. `dns.service.nodePort`. */
  readonly path: string;
  /** What is wrong, the value in quotes. */
  readonly problem: string;
  /** What to write instead. */
  readonly remedy?: string;
}

/**
 * Raised before any resource is registered when an argument cannot be used. Names every fault of that argument, one a
 * line, and never shows a kubeconfig, a key or a token.
 */
export class InvalidInputError extends pulumi.RunError {
  /** Everything that is wrong, in the order of the message. */
  public readonly faults: readonly Fault[];

  public constructor(faults: readonly Fault[]) {
    super(faults.map(({ path, problem, remedy }) => `${path}: ${problem}.${remedy ? ` ${remedy}.` : ""}`).join("\n"));
    this.faults = faults;
  }
}

/** Raises one {@link InvalidInputError} for all `faults`, if there are any. */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InvalidInputError(faults);
}
