import type { Fault } from "../faults";

/** What is found while a text is read: faults that keep it from being used, and warnings that do not. */
export interface Findings {
  readonly faults: Fault[];
  readonly warnings: string[];
}
