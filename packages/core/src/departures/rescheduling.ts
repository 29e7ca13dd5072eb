import { groupKindOf, isOfKind, keyOf } from "@fedstack/constructs/kinds";
import type { Manifest, Plan } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";

/** Whether an object was placed on a member by name, and what the program deploys no longer places it there. */
export function isRescheduled(
  { spec }: Binding,
  member: string,
  { plans, objects }: { readonly plans: readonly Plan[]; readonly objects: readonly Manifest[] },
): boolean {
  const planned = plans.flatMap((plan) => [...plan.workloads, ...plan.objects]);
  const policy = planned.find((one) => keyOf(one) === keyOf(spec.resource))?.policy;
  const manifest =
    policy &&
    objects.find(
      (one) =>
        isOfKind(one, groupKindOf(policy)) &&
        one.metadata.name === policy.name &&
        (one.metadata.namespace ?? policy.namespace) === policy.namespace,
    );
  return manifest !== undefined && mentions(spec.placement, member) && !mentions(manifest["spec"], member);
}

function mentions(placement: unknown, member: string): boolean {
  return JSON.stringify(placement ?? null).includes(JSON.stringify(member));
}
