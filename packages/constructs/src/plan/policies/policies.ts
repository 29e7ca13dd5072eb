import type { LabelSelector, PropagationSpec, ResourceSelector } from "../../api/karmada";
import { definitionsIn } from "../../kinds/definitions";
import { groupKindOf, groupOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import { labelMismatch } from "../../kinds/label-selector";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { preferredApiVersion } from "../../kinds/preferred-version";

/** A policy that propagates objects. */
export interface Policy {
  readonly ref: ObjectRef;
  readonly spec: PropagationSpec;
}

/** The policies among a set of objects. */
export interface Policies {
  /**
   * Those that select an object, the one that Karmada takes first: one of the object's namespace before one of the cluster,
   * the highest priority, the closest selector (name, labels, kind), the first name.
   *
   * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/compare.go
   * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/selector.go
   */
  readonly claiming: (object: Manifest, ref: ObjectRef) => readonly Policy[];
}

/** How closely a selector names an object. */
enum Match {
  Kind,
  Labels,
  Name,
}

/** One selector of a policy. */
interface Rule {
  readonly policy: Policy;
  readonly apiVersion: string;
  /** Namespace of the objects; all namespaces if undefined. */
  readonly namespace?: string;
  readonly match: Match;
  readonly labels?: LabelSelector;
}

/** Finds policies quickly, once for all objects. */
export function policiesAmong(manifests: readonly Manifest[]): Policies {
  const rules = rulesOf(manifests.filter(isPolicy).map(policyOf));
  const definitions = definitionsIn(manifests);
  return {
    claiming: (object, ref) => {
      const watched = preferredApiVersion(ref, definitions);
      const matching = [keyOf(groupKindOf(ref), ref.name), keyOf(groupKindOf(ref))]
        .flatMap((key) => rules.get(key) ?? [])
        .filter((rule) => !watched || rule.apiVersion === watched)
        .filter((rule) => !rule.namespace || rule.namespace === ref.namespace)
        .filter((rule) => !rule.labels || labelMismatch(rule.labels, labelsOf(object)) === undefined);
      return [...new Set(matching.sort(byPrecedence).map(({ policy }) => policy))];
    },
  };
}

/** Whether two policies are told apart by nothing but their selectors and names. */
export function areRivals(one: Policy, other: Policy): boolean {
  return one.ref.kind === other.ref.kind && priorityOf(one) === priorityOf(other);
}

/** Whether Karmada looks at an object as at a policy: one that is being deleted selects nothing. */
function isPolicy(object: Manifest): boolean {
  return (
    groupOf(object) === "policy.karmada.io" &&
    (object.kind === "PropagationPolicy" || object.kind === "ClusterPropagationPolicy") &&
    object.metadata.deletionTimestamp === undefined
  );
}

function policyOf({ apiVersion, kind, metadata, spec }: Manifest): Policy {
  const { name, namespace = "default" } = metadata;
  const ref = { apiVersion, kind, name, ...(kind === "PropagationPolicy" && { namespace }) };
  return { ref, spec: { ...(spec as PropagationSpec | undefined), resourceSelectors: selectorsOf(spec) } };
}

function selectorsOf(spec: unknown): readonly ResourceSelector[] {
  return (spec as Partial<PropagationSpec> | undefined)?.resourceSelectors ?? [];
}

/** The rules of policies by what they can match, which is found without trying them all. */
function rulesOf(policies: readonly Policy[]): ReadonlyMap<string, readonly Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const policy of policies) {
    for (const selector of policy.spec.resourceSelectors) {
      const key = keyOf(groupKindOf(selector), selector.name);
      const known = rules.get(key);
      if (known) known.push(ruleOf(policy, selector));
      else rules.set(key, [ruleOf(policy, selector)]);
    }
  }
  return rules;
}

/** A PropagationPolicy selects in its own namespace, whatever its selectors say: the webhook writes it into them. */
function ruleOf(policy: Policy, { apiVersion, name, namespace, labelSelector }: ResourceSelector): Rule {
  const rule = { policy, apiVersion, namespace: policy.ref.namespace ?? namespace };
  if (name) return { ...rule, match: Match.Name };
  return labelSelector ? { ...rule, match: Match.Labels, labels: labelSelector } : { ...rule, match: Match.Kind };
}

function keyOf(groupKind: string, name = ""): string {
  return `${groupKind}|${name}`;
}

function byPrecedence(a: Rule, b: Rule): number {
  return (
    Number(b.policy.ref.namespace !== undefined) - Number(a.policy.ref.namespace !== undefined) ||
    priorityOf(b.policy) - priorityOf(a.policy) ||
    b.match - a.match ||
    (a.policy.ref.name < b.policy.ref.name ? -1 : 1)
  );
}

function priorityOf({ spec }: Policy): number {
  return spec.priority ?? 0;
}
