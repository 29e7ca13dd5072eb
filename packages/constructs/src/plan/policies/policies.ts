import type { LabelSelector, PropagationSpec, ResourceSelector } from "../../api/karmada";
import { labelMismatch } from "../label-selector";
import { groupOf, labelsOf } from "../objects/manifest";
import type { Manifest, ObjectRef } from "../objects/manifest";

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

/** The policies among a set of objects. */
export interface Policies {
  /**
   * The one that propagates an object, found as Karmada finds it: one of the object's namespace before one of the cluster, the
   * highest priority, the closest selector (name, labels, kind), the first name.
   *
   * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/compare.go
   */
  readonly taken: (object: Manifest, ref: ObjectRef) => Policy | undefined;
  /** Those of its namespace that select an object, in order of names. */
  readonly inNamespace: (object: Manifest, ref: ObjectRef) => readonly Policy[];
}

/** Finds policies quickly, once for all objects. */
export function policiesAmong(manifests: readonly Manifest[]): Policies {
  const policies = manifests.filter((object) => groupOf(object) === "policy.karmada.io").map(policyOf);
  const ofNamespaces = rulesOf(policies.filter(({ ref }) => ref.kind === "PropagationPolicy"));
  const ofCluster = rulesOf(policies.filter(({ ref }) => ref.kind === "ClusterPropagationPolicy"));
  return {
    taken: (object, ref) =>
      best(matching(ofNamespaces, object, ref, ref.namespace)) ?? best(matching(ofCluster, object, ref)),
    inNamespace: (object, ref) => {
      const selecting = new Set(matching(ofNamespaces, object, ref, ref.namespace).map(({ policy }) => policy));
      return [...selecting].sort((a, b) => (a.ref.name < b.ref.name ? -1 : 1));
    },
  };
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

function matching(
  rules: ReadonlyMap<string, readonly Rule[]>,
  object: Manifest,
  ref: ObjectRef,
  namespace?: string,
): readonly Rule[] {
  return [ruleKey(ref, namespace, ref.name), ruleKey(ref, namespace)]
    .flatMap((key) => rules.get(key) ?? [])
    .filter((rule) => !rule.namespace || rule.namespace === ref.namespace)
    .filter((rule) => !rule.labels || labelMismatch(rule.labels, labelsOf(object)) === undefined);
}

function best(rules: readonly Rule[]): Policy | undefined {
  return rules.reduce<Rule | undefined>((found, rule) => (found && !precedes(rule, found) ? found : rule), undefined)
    ?.policy;
}

function precedes(a: Rule, b: Rule): boolean {
  const order = priority(a.policy) - priority(b.policy) || a.match - b.match;
  return order > 0 || (order === 0 && a.policy.ref.name < b.policy.ref.name);
}

function priority({ spec }: Policy): number {
  return spec.priority ?? 0;
}
