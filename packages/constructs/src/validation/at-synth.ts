import { tell } from "../faults";
import type { Fault } from "../faults";
import type { IConstruct } from "constructs";

/** Makes synthesis report the faults of a construct, each of them once. */
export function checkAtSynth(construct: IConstruct, faults: () => readonly Fault[]): void {
  construct.node.addValidation({ validate: () => [...new Set(faults().map(tell))] });
}
