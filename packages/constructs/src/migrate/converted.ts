import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import type { IConstruct } from "constructs";
import { namespaceFor } from "../api-objects/scope";
import { policyName } from "../api-objects/policy-object";
import { fault } from "../faults";
import type { Fault } from "../faults";
import type { Manifest } from "../kinds/manifest";
import type { Override } from "../override/override";
import type { Placement } from "../placement/placement";
import type { Member } from "../plan";
import { memberFaults } from "../plan/model/member-faults";
import { Propagation } from "../propagation/propagation";
import { checkAtSynth } from "../validation/at-synth";
import { memberName } from "../validation/checks";
import { warn } from "../validation/findings";
import type { Document } from "./documents";
import type { Findings } from "./findings";

/** An object of an older federation, with the policy that places it. */
export function propagated(
  scope: Construct,
  id: string,
  object: Manifest,
  placement: Placement,
  overrides: readonly Override[] = [],
): Propagation {
  const holder = new Construct(scope, id);
  const apiObject = new ApiObject(holder, "Resource", object);
  return new Propagation(holder, "Policy", {
    objects: [apiObject],
    placement,
    ...(overrides.length > 0 && { overrides }),
    metadata: { name: policyName(apiObject), namespace: namespaceFor(scope, object.metadata) },
  });
}

/** Converts documents one by one. The construct that each adds gets its warnings, or else the scope does. */
export function convertEach<T extends IConstruct>(
  scope: Construct,
  documents: readonly Document[],
  { faults }: Findings,
  convert: (document: Document, own: Findings) => readonly T[],
): readonly T[] {
  const added = documents.flatMap((document) => {
    const own: Findings = { faults: [], warnings: [] };
    const made = convert(document, own);
    faults.push(...own.faults);
    for (const warning of own.warnings) warn(made[0] ?? scope, warning);
    return made;
  });
  checkAtSynth(scope, () => faults);
  return added;
}

/** Faults of the list of the federation's members. */
export function membersFaults(members: readonly Member[]): Fault[] {
  const shapes = memberFaults(members);
  if (!Array.isArray(members) || shapes.length > 0) return shapes;
  return [
    ...(members.length === 0 ? [fault("members", "[] is empty", "list the members of the federation")] : []),
    ...(members as readonly Member[]).flatMap(({ name }, i) => memberName(`members[${i}].name`, name)),
  ];
}
