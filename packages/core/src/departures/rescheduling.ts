import { describes, keyOf } from "@fedstack/constructs/kinds";
import type { Manifest, Plan } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";

/** Tells whether an object was placed on a member by name, and what the program deploys no longer places it there. */
export function rescheduling(
  member: string,
  { plans, objects }: { readonly plans: readonly Plan[]; readonly objects: readonly Manifest[] },
): (binding: Binding) => boolean {
  const planned = plans.flatMap((plan) => [...plan.workloads, ...plan.objects]);
  const policies = new Map(planned.flatMap(({ policy }) => (policy ? [[keyOf(policy), policy] as const] : [])));
  const withoutMember = new Set(
    [...policies].flatMap(([key, policy]) => {
      const manifest = objects.find((one) => describes(one, policy));
      return manifest === undefined || mentions(manifest["spec"], member) ? [] : [key];
    }),
  );
  const moved = new Set(planned.filter(({ policy }) => policy && withoutMember.has(keyOf(policy))).map(keyOf));
  return ({ spec }) => moved.has(keyOf(spec.resource)) && mentions(spec.placement, member);
}

function mentions(placement: unknown, member: string): boolean {
  return JSON.stringify(placement ?? null).includes(JSON.stringify(member));
}
