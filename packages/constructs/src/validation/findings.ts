import { Construct } from "constructs";
import type { IConstruct } from "constructs";
import { refuse, required, shapeFaults } from "../faults";
import type { Fault, Kind } from "../faults";
import { WARNING, warningsAt } from "../kinds/finding";
import type { Finding } from "../kinds/finding";

/** A construct, such as an app or a chart. */
export const CONSTRUCT: Kind = { what: "a construct", is: (value) => Construct.isConstruct(value) };

/** Attaches a warning to a construct, as metadata of its node. */
export function warn(construct: IConstruct, warning: Fault): void {
  construct.node.addMetadata(WARNING, warning);
}

const later = new WeakMap<IConstruct, () => readonly Finding[]>();

/** Sets what finds something about all that a construct holds. Called when somebody asks for it. */
export function findLater(construct: IConstruct, findings: () => readonly Finding[]): void {
  later.set(construct, findings);
}

/**
 * What you should know about a construct and everything under it. Each path begins with that of the construct.
 *
 * `cdk8s synth` shows warnings on the standard error stream. Errors make it fail.
 *
 * @throws Error if it is not a construct
 */
export function findingsOf(construct: IConstruct): readonly Finding[] {
  refuse(shapeFaults("construct", construct, required(CONSTRUCT)));
  return construct.node.findAll().flatMap((one) => [...warningsAt(one), ...(later.get(one)?.() ?? [])]);
}
