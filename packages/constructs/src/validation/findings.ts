import type { IConstruct } from "constructs";
import { within } from "../faults";
import type { Fault } from "../faults";
import type { Finding } from "../kinds/finding";

const WARNING = "fedstack:warning";

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
 */
export function findingsOf(construct: IConstruct): readonly Finding[] {
  return construct.node.findAll().flatMap((one) => [
    ...one.node.metadata
      .filter(({ type }) => type === WARNING)
      .flatMap(({ data }) => within(one.node.path, [data as Fault]))
      .map((warning): Finding => ({ severity: "warning", ...warning })),
    ...(later.get(one)?.() ?? []),
  ]);
}
