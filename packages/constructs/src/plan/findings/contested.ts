import { told } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import { mayPreempt } from "../policies/policies";
import type { Policies } from "../policies/policies";
import { isClaimed, UNLESS_PREEMPTED } from "../policies/claims";
import type { Claimed } from "./cautions";

/**
 * Objects that one policy beside them and a stronger one from elsewhere select. Karmada leaves an object with the policy
 * that claims it first, so what is applied first decides.
 *
 * @param isOwn whether an object is among those to plan; if not, it is applied apart from them
 */
export function contested(
  claimed: readonly Claimed[],
  policies: Policies,
  isOwn: (ref: ObjectRef) => boolean,
): readonly Finding[] {
  const isOwnPolicy = new Map(policies.all.map((policy) => [policy, isOwn(policy.ref)]));
  if (new Set(isOwnPolicy.values()).size < 2) return [];
  return claimed.flatMap(({ manifest, ref }) => {
    if (isClaimed(manifest)) return [];
    const own = isOwn(ref);
    const selecting = policies.claiming(manifest, ref);
    const [strongest] = selecting;
    const beside = selecting.find((policy) => isOwnPolicy.get(policy) === own);
    return beside && beside !== strongest
      ? [
          warningOn(
            ref,
            `both ${told(beside.ref)} and ${told(strongest!.ref)} select it but are applied apart: the first to claim it keeps it` +
              (mayPreempt(strongest!, beside) ? `, ${UNLESS_PREEMPTED}` : ""),
            "select it in only one of them",
          ),
        ]
      : [];
  });
}
