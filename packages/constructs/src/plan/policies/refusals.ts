import type { Manifest, ObjectRef } from "../objects/manifest";
import type { Policies } from "./policies";
import { governs, isConfined, refusal } from "./scheduling-rule";
import type { SchedulingRule } from "./scheduling-rule";

/**
 * Why scheduling policies refuse an object, if they do. Every policy of its namespace that selects it is judged, as the API
 * server sees one at a time; where none does, the one of the cluster that Karmada takes for it.
 */
export function refusalsOf(
  rules: readonly SchedulingRule[],
  policies: Policies,
  object: Manifest,
  ref: ObjectRef,
): readonly string[] {
  const governing = rules.filter((rule) => governs(rule, object, ref));
  if (governing.length === 0) return [];
  const own = policies.inNamespace(object, ref);
  const taken = policies.taken(object, ref);
  const judged = own.length > 0 || !taken ? own : [taken];
  return governing.flatMap((rule) =>
    judged
      .filter(({ spec }) => !isConfined(spec.placement, rule.members))
      .map((policy) => refusal(rule, ref, policy.ref)),
  );
}
