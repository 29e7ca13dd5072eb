import { isKubefed, isOfKind, keyOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { ruleIn } from "../../kinds/rule-annotation";
import { refOf } from "../../kinds/scope";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import { claimFor, isEverywhere, isPropagated } from "../objects/propagated";
import { referencesOf } from "../objects/references";
import type { Skipped } from "../objects/stays";
import { together } from "../objects/together";
import { UNSELECTED } from "../policies/claims";
import { policiesAmong } from "../policies/policies";
import { autoscaled } from "./cautions";
import { contested } from "./contested";
import { unbound } from "./unbound";
import { fieldsNotFollowed, objectsNotFollowed } from "./not-followed";
import { kubefedNote } from "./notes";
import { onObject } from "./on-object";
import type { Rules } from "./on-object";
import { unseenSelectors } from "./versions";

/**
 * What can be said about objects without knowing the members, in the words of a plan.
 *
 * @param others other objects of the federated API; their policies count, too
 * @param skipped what flags of Karmada's controller manager keep from members
 */
export function survey(
  manifests: readonly Manifest[],
  others: readonly Manifest[],
  skipped: Skipped,
): readonly Finding[] {
  const { all, definitions, isOwn } = together(manifests, others);
  const policies = policiesAmong(all);
  const rules = all.flatMap((manifest) => ruleIn(manifest) ?? []);
  const around: Rules = { policies, definitions, rules, ...skipped };
  const propagated = all
    .map((manifest) => ({ manifest, ref: refOf(manifest, definitions) }))
    .filter(({ manifest, ref }) => isPropagated(manifest, ref, policies))
    .map(({ manifest, ref }) => {
      const claim = claimFor(manifest, ref, policies);
      return { manifest, ref, policy: claim.policy, claim };
    });
  const brought = new Set(
    propagated.flatMap(({ manifest, ref: { namespace }, policy }) =>
      policy?.spec.propagateDeps && namespace !== undefined
        ? referencesOf(manifest, namespace).flatMap(({ object, followed }) => (followed ? keyOf(object) : []))
        : [],
    ),
  );
  const claimed = propagated.filter(({ ref }) => isOwn(ref));
  return [
    ...claimed.flatMap(({ manifest, ref, claim }) => {
      const { errors, findings } = onObject(manifest, ref, claim, around);
      const isThere = isOfKind(ref, "Namespace") && isEverywhere(ref.name, manifest, skipped.skippedNamespaces);
      const isUnplaced = !claim.policy && errors.length === 0 && !brought.has(keyOf(ref)) && !isThere;
      return isUnplaced ? [...findings, stays(ref, claim.problem ?? UNSELECTED)] : findings;
    }),
    ...autoscaled(claimed),
    ...unbound(propagated, isOwn),
    ...contested(propagated, policies, isOwn),
    ...fieldsNotFollowed([...new Set(claimed.flatMap(({ policy }) => policy ?? []))]),
    ...unseenSelectors(manifests, definitions),
    ...objectsNotFollowed(manifests),
  ];
}

/** An object that no policy propagates. */
export function stays(ref: ObjectRef, problem: string): Finding {
  if (isKubefed(ref)) return kubefedNote(ref);
  return problem === UNSELECTED
    ? warningOn(ref, `stays in the federated API: ${problem}`, "select it in a policy, such as with a Propagation")
    : warningOn(ref, problem);
}
