import { BY_POLICY, CLAIMED_BY, RELEASE } from "../../karmada";
import type { ObjectRef } from "../../kinds/identity";
import { told } from "../../kinds/identity";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import type { Labels } from "../../kinds/label-selector";
import { mayPreempt } from "./policies";
import type { Policies, Policy } from "./policies";

/** The policy that propagates an object, or why none does, with warnings. */
export interface Claim {
  readonly policy?: Policy | undefined;
  /** Why nothing propagates it, as a clause without a period. */
  readonly problem?: string | undefined;
  /** What should be known about it. */
  readonly note?: Finding | undefined;
}

/** Why nothing propagates an object, as a clause without a period. */
export const UNSELECTED = "no policy selects it";

const PREEMPTION = "Karmada's alpha feature PropagationPolicyPreemption";

/** What else may decide than the first claim, as the end of a sentence. */
export const UNLESS_PREEMPTED = `unless ${PREEMPTION} is on`;

const KINDS = [
  ["PropagationPolicy", BY_POLICY.namespaced],
  ["ClusterPropagationPolicy", BY_POLICY.clusterScoped],
] as const;

/**
 * The policy that propagates an object. A claimed object stays with its policy as long as that selects it: a policy
 * with a higher priority takes it over only with Karmada's alpha feature `PropagationPolicyPreemption`.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/policy.go (`propagateResource`)
 */
export function claimOn(object: Manifest, ref: ObjectRef, policies: Policies): Claim {
  const other = labelsOf(object)[CLAIMED_BY];
  if (other) return { problem: `${other} propagates it, not a policy` };
  const selecting = policies.claiming(object, ref);
  const [best] = selecting;
  const claimed = claimedBy(object);
  if (!claimed) return best ? { policy: best } : { problem: UNSELECTED };
  const holder = policies.all.find(
    ({ ref: { kind, name, namespace } }) =>
      kind === claimed.kind && name === claimed.name && (claimed.namespace ?? namespace) === namespace,
  );
  if (!holder) {
    return {
      ...(best ? { policy: best } : { problem: UNSELECTED }),
      note: warningOn(
        ref,
        `was propagated by ${told(claimed)}, which is not among these objects. If it is still there, it decides` +
          (best?.spec.preemption === "Always" ? `, ${UNLESS_PREEMPTED}` : ""),
      ),
    };
  }
  if (!selecting.includes(holder) || holder === best) {
    return best ? { policy: best } : { problem: UNSELECTED };
  }
  const taking = selecting.find((one) => mayPreempt(one, holder));
  return {
    policy: holder,
    note: warningOn(
      ref,
      `stays with ${told(claimed)}, which propagates it already: ` +
        (taking
          ? `${told(taking.ref)} takes it over only if ${PREEMPTION} is on`
          : `${told(best!.ref)} does not take it over`),
    ),
  };
}

/** Whether something propagates an object already. */
export function isClaimed(object: Manifest): boolean {
  return Boolean(labelsOf(object)[CLAIMED_BY]) || claimedBy(object) !== undefined;
}

/** Claim of a policy in the metadata of an object. */
function claimedBy(object: Manifest): (Pick<ObjectRef, "kind" | "name" | "namespace"> & ObjectRef) | undefined {
  const annotations = (object.metadata["annotations"] ?? {}) as Labels;
  for (const [kind, prefix] of KINDS) {
    const name = annotations[`${prefix}/name`];
    const namespace = kind === "PropagationPolicy" ? annotations[`${prefix}/namespace`] : undefined;
    const complete = name && labelsOf(object)[`${prefix}/permanent-id`] && (kind !== "PropagationPolicy" || namespace);
    if (complete) return { apiVersion: RELEASE.versions.apis.policies, kind, name, ...(namespace && { namespace }) };
  }
  return undefined;
}
