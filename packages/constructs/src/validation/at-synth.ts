import { tell } from "../faults";
import type { Fault } from "../faults";
import type { IConstruct } from "constructs";

/** Has synthesis tell what is wrong with a construct, each fault once. */
export function checkAtSynth(construct: IConstruct, faults: () => readonly Fault[]): void {
  construct.node.addValidation({ validate: () => [...new Set(faults().map(tell))] });
}
