import type { LabelSelector, PropagationSpec, ResourceSelector } from "../api/karmada";
import { labelMismatch } from "./label-selector";
import { groupOf, labelsOf } from "./manifest";
import type { Manifest, ObjectRef } from "./manifest";

/** A policy that propagates objects. */
export interface Policy {
  readonly ref: ObjectRef;
  readonly spec: PropagationSpec;
}

interface Rule {
  readonly policy: Policy;
  readonly namespace?: string;
  readonly match: Match;
  readonly labels?: LabelSelector;
}

/** How closely a selector names an object. */
enum Match {
  Kind,
  Labels,
  Name,
}

/** Finds the policy that propagates an object. */
export type PolicyFinder = (object: Manifest, ref: ObjectRef) => Policy | undefined;

/**
 * Finds policies as Karmada does: one of the object's namespace before one of the cluster, the highest priority, the
 * closest selector (name, labels, kind), the first name.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/compare.go
 */
export function policyFinder(manifests: readonly Manifest[]): PolicyFinder {
  const policies = manifests.filter((object) => groupOf(object) === "policy.karmada.io").map(policyOf);
  const inNamespace = rulesOf(policies.filter(({ ref }) => ref.kind === "PropagationPolicy"));
  const inCluster = rulesOf(policies.filter(({ ref }) => ref.kind === "ClusterPropagationPolicy"));
  return (object, ref) => best(inNamespace, object, ref, ref.namespace) ?? best(inCluster, object, ref);
}

function policyOf({ apiVersion, kind, metadata, spec }: Manifest): Policy {
  const { name, namespace = "default" } = metadata;
  const ref = { apiVersion, kind, name, ...(kind === "PropagationPolicy" && { namespace }) };
  return { ref, spec: spec as PropagationSpec };
}

/** The rules of policies by what they can match, which is found without trying them all. */
function rulesOf(policies: readonly Policy[]): ReadonlyMap<string, readonly Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const policy of policies) {
    for (const selector of policy.spec.resourceSelectors) {
      const key = ruleKey(selector, policy.ref.namespace, selector.name);
      const known = rules.get(key);
      if (known) known.push(ruleOf(policy, selector));
      else rules.set(key, [ruleOf(policy, selector)]);
    }
  }
  return rules;
}

function ruleOf(policy: Policy, { namespace, name, labelSelector }: ResourceSelector): Rule {
  if (name) return { policy, namespace, match: Match.Name };
  if (!labelSelector) return { policy, namespace, match: Match.Kind };
  return { policy, namespace, match: Match.Labels, labels: labelSelector };
}

function ruleKey({ apiVersion, kind }: { apiVersion: string; kind: string }, namespace = "", name = ""): string {
  return `${namespace}|${apiVersion}|${kind}|${name}`;
}

function best(
  rules: ReadonlyMap<string, readonly Rule[]>,
  object: Manifest,
  ref: ObjectRef,
  namespace?: string,
): Policy | undefined {
  const matching = [ruleKey(ref, namespace, ref.name), ruleKey(ref, namespace)]
    .flatMap((key) => rules.get(key) ?? [])
    .filter((rule) => !rule.namespace || rule.namespace === ref.namespace)
    .filter((rule) => !rule.labels || labelMismatch(rule.labels, labelsOf(object)) === undefined);
  return matching.reduce<Rule | undefined>((found, rule) => (found && !precedes(rule, found) ? found : rule), undefined)
    ?.policy;
}

function precedes(a: Rule, b: Rule): boolean {
  const order = priority(a.policy) - priority(b.policy) || a.match - b.match;
  return order > 0 || (order === 0 && a.policy.ref.name < b.policy.ref.name);
}

function priority({ spec }: Policy): number {
  return spec.priority ?? 0;
}
