import type { Definitions } from "../../kinds/definitions";
import { errorOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import type { SchedulingRule } from "../../kinds/rule-annotation";
import { keptInNamespace } from "../objects/stays";
import type { Claim } from "../policies/claims";
import type { Policies } from "../policies/policies";
import { refusalsOf } from "../policies/refusals";
import { notesOn } from "./notes";
import { versionNote } from "./versions";

/** What counts for objects, no matter which members there are. */
export interface Rules {
  readonly policies: Policies;
  readonly definitions: Definitions;
  readonly rules: readonly SchedulingRule[];
  /** Namespaces in which Karmada propagates nothing, as regular expressions. */
  readonly skippedNamespaces: readonly string[];
}

/** What is found about an object, and which of it are the errors that keep the object from every member. */
export interface OnObject {
  readonly errors: readonly Finding[];
  readonly findings: readonly Finding[];
}

/** What is found about one object, no matter which members there are. */
export function onObject(manifest: Manifest, ref: ObjectRef, { policy, note }: Claim, around: Rules): OnObject {
  const kept = policy && keptInNamespace(ref.namespace, around.skippedNamespaces);
  const refusals = refusalsOf(around.rules, around.policies, manifest, ref);
  const errors = [
    ...(kept ? [errorOn(ref, kept, "use another namespace")] : []),
    ...refusals.map((why) => errorOn(ref, why)),
  ];
  const findings = [
    ...errors,
    ...(note ? [note] : []),
    ...(policy ? [...notesOn(manifest, ref), ...versionNote(ref, policy, around.definitions)] : []),
  ];
  return { errors, findings };
}
