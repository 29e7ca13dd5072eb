import type { Fault } from "../faults";

/** What is found while a text is read: faults, which prevent its use, and warnings, which do not. */
export interface Findings {
  readonly faults: Fault[];
  readonly warnings: Fault[];
}
