import type { LabelSelector, ResourceSelector } from "../../api/karmada";
import type { Definitions } from "../../kinds/definitions";
import { groupKindOf } from "../../kinds/identity";
import type { GroupKind, ObjectRef } from "../../kinds/identity";
import { labelMismatch } from "../../kinds/label-selector";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { preferredApiVersion } from "../../kinds/preferred-version";

/** How closely a selector names an object. */
export enum Match {
  Kind,
  Labels,
  Name,
}

/** Something that selects objects, such as a policy. */
export interface Selecting {
  /** Namespace in which it selects, no matter what its selectors say; every namespace if undefined. */
  readonly namespace?: string | undefined;
  readonly selectors: readonly ResourceSelector[];
}

/** Something that selects an object, with the rank of its closest selector. */
export interface Selected<S extends Selecting> {
  readonly by: S;
  readonly match: Match;
}

/** The selectors of a kind: those that name an object, and the others. */
interface Rules<S extends Selecting> {
  readonly named: Map<string, Rule<S>[]>;
  readonly unnamed: Rule<S>[];
}

/** One selector. */
interface Rule<S extends Selecting> extends Selected<S> {
  readonly apiVersion: string;
  /** Namespace of the objects; all namespaces if undefined. */
  readonly namespace?: string;
  readonly labels?: LabelSelector;
}

/**
 * Finds what selects an object, in the API version in which Karmada sees it, without trying every selector.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/selector.go
 */
export function selectorIndex<S extends Selecting>(
  all: readonly S[],
  definitions: Definitions,
): (object: Manifest, ref: ObjectRef) => readonly Selected<S>[] {
  const byKind = new Map<GroupKind, Rules<S>>();
  for (const by of all) {
    for (const selector of by.selectors) {
      const groupKind = groupKindOf(selector);
      const rules: Rules<S> = byKind.get(groupKind) ?? { named: new Map(), unnamed: [] };
      byKind.set(groupKind, rules);
      const { name } = selector;
      const known = name ? rules.named.get(name) : rules.unnamed;
      if (known) known.push(ruleOf(by, selector));
      else rules.named.set(name!, [ruleOf(by, selector)]);
    }
  }
  return (object, ref) => {
    const rules = byKind.get(groupKindOf(ref));
    if (!rules) return [];
    const watched = preferredApiVersion(ref, definitions);
    const closest = new Map<S, Rule<S>>();
    for (const rule of [...(rules.named.get(ref.name) ?? []), ...rules.unnamed]) {
      if (watched && rule.apiVersion !== watched) continue;
      if (rule.namespace && rule.namespace !== ref.namespace) continue;
      if (rule.labels && labelMismatch(rule.labels, labelsOf(object)) !== undefined) continue;
      if (rule.match >= (closest.get(rule.by)?.match ?? Match.Kind)) closest.set(rule.by, rule);
    }
    return [...closest.values()];
  };
}

function ruleOf<S extends Selecting>(by: S, { apiVersion, name, namespace, labelSelector }: ResourceSelector): Rule<S> {
  const rule = { by, apiVersion, namespace: by.namespace ?? namespace };
  if (name) return { ...rule, match: Match.Name };
  return labelSelector ? { ...rule, match: Match.Labels, labels: labelSelector } : { ...rule, match: Match.Kind };
}
