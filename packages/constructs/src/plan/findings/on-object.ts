import type { Definitions } from "../../kinds/definitions";
import { errorOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import type { SchedulingRule } from "../../kinds/rule-annotation";
import { absence } from "../../kinds/preferred-version";
import { keptInApi, keptInNamespace } from "../objects/stays";
import type { Skipped } from "../objects/stays";
import type { Claim } from "../policies/claims";
import type { Policies } from "../policies/policies";
import { refusalsOf } from "../policies/refusals";
import { notesOn } from "./notes";
import { versionNote } from "./versions";

/** What counts for objects, no matter which members there are. */
export interface Rules extends Skipped {
  readonly policies: Policies;
  readonly definitions: Definitions;
  readonly rules: readonly SchedulingRule[];
}

/** What is found about an object, and which of it are the errors that keep the object from every member. */
export interface OnObject {
  readonly errors: readonly Finding[];
  readonly findings: readonly Finding[];
}

/** What is found about one object, no matter which members there are. */
export function onObject(manifest: Manifest, ref: ObjectRef, { policy, note }: Claim, around: Rules): OnObject {
  const kept = policy && keptInNamespace(ref.namespace, around.skippedNamespaces);
  const keptWithKind = policy && keptInApi(ref, around.definitions, around);
  const missing = absence(ref, around.definitions);
  const refusals = refusalsOf(around.rules, around.policies, manifest, ref);
  const errors = [
    ...(missing ? [errorOn(ref, missing.problem, missing.remedy)] : []),
    ...(kept ? [errorOn(ref, kept, "use another namespace")] : []),
    ...(keptWithKind ? [errorOn(ref, keptWithKind, "remove it from that flag")] : []),
    ...refusals.map((why) => errorOn(ref, why)),
  ];
  const findings = [
    ...errors,
    ...(note ? [note] : []),
    ...(policy && errors.length === 0
      ? [...notesOn(manifest, ref), ...versionNote(ref, policy, around.definitions)]
      : []),
  ];
  return { errors, findings };
}
