import type { PropagationSpec, ResourceSelector } from "../api/karmada";
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
  readonly selector: ResourceSelector;
}

/** How closely a selector names an object. */
enum Match {
  None,
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
  const inNamespace = rulesByKind(policies.filter(({ ref }) => ref.kind === "PropagationPolicy"));
  const inCluster = rulesByKind(policies.filter(({ ref }) => ref.kind === "ClusterPropagationPolicy"));
  return (object, ref) => {
    const rules = inNamespace.get(ruleKey(ref, ref.namespace)) ?? [];
    return best(rules, object, ref) ?? best(inCluster.get(ruleKey(ref)) ?? [], object, ref);
  };
}

function policyOf({ apiVersion, kind, metadata, spec }: Manifest): Policy {
  const { name, namespace = "default" } = metadata;
  const ref = { apiVersion, kind, name, ...(kind === "PropagationPolicy" && { namespace }) };
  return { ref, spec: spec as PropagationSpec };
}

function rulesByKind(policies: readonly Policy[]): ReadonlyMap<string, readonly Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const policy of policies) {
    for (const selector of policy.spec.resourceSelectors) {
      const key = ruleKey(selector, policy.ref.namespace);
      const known = rules.get(key);
      if (known) known.push({ policy, selector });
      else rules.set(key, [{ policy, selector }]);
    }
  }
  return rules;
}

function ruleKey({ apiVersion, kind }: { apiVersion: string; kind: string }, namespace = ""): string {
  return `${namespace}|${apiVersion}|${kind}`;
}

function best(rules: readonly Rule[], object: Manifest, ref: ObjectRef): Policy | undefined {
  let found: Policy | undefined;
  let closest = Match.None;
  for (const { policy, selector } of rules) {
    const match = matchOf(selector, object, ref);
    if (match === Match.None) continue;
    const order = found
      ? priority(policy) - priority(found) || match - closest || (policy.ref.name < found.ref.name ? 1 : -1)
      : 1;
    if (order > 0) [found, closest] = [policy, match];
  }
  return found;
}

function matchOf({ namespace, name, labelSelector }: ResourceSelector, object: Manifest, ref: ObjectRef): Match {
  if (namespace && namespace !== ref.namespace) return Match.None;
  if (name) return name === ref.name ? Match.Name : Match.None;
  if (!labelSelector) return Match.Kind;
  return labelMismatch(labelSelector, labelsOf(object)) === undefined ? Match.Labels : Match.None;
}

function priority({ spec }: Policy): number {
  return spec.priority ?? 0;
}
