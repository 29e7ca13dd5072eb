import type { Manifest } from "../../kinds/manifest";
import type { Policies } from "./policies";
import { governs, isConfined, refusal } from "./scheduling-rule";
import type { SchedulingRule } from "../../kinds/rule-annotation";
import type { ObjectRef } from "../../kinds/identity";

/**
 * Why scheduling policies refuse an object, if they do. Checks every policy of its namespace that selects it, because
 * the API server sees one at a time. If there is none, checks the cluster-wide policy that Karmada uses.
 */
export function refusalsOf(
  rules: readonly SchedulingRule[],
  policies: Policies,
  object: Manifest,
  ref: ObjectRef,
): readonly string[] {
  const governing = rules.filter((rule) => governs(rule, object, ref));
  if (governing.length === 0) return [];
  const claiming = policies.claiming(object, ref);
  const own = claiming.filter((policy) => policy.ref.namespace !== undefined);
  const judged = own.length > 0 ? own : claiming.slice(0, 1);
  return governing.flatMap((rule) =>
    judged
      .filter(({ spec }) => !isConfined(spec.placement, rule.members))
      .map((policy) => refusal(rule, ref, policy.ref)),
  );
}
