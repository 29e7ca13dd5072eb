import type { PropagationSpec, ResourceSelector } from "../api/karmada";
import type { Manifest } from "../plan";
import { labelMismatch } from "../plan/label-selector";
import { labelsOf } from "../plan/objects/manifest";

/** For any object, those of the policies that select it. */
export function claimsBy(policies: readonly Manifest[]): (object: Manifest) => Manifest[] {
  const named = new Map<string, Manifest[]>();
  const others: { readonly policy: Manifest; readonly selector: ResourceSelector }[] = [];
  for (const policy of policies) {
    for (const selector of selectorsOf(policy)) {
      if (selector.name === undefined) others.push({ policy, selector });
      else append(named, keyOf(selector.apiVersion, selector.kind, selector.name), policy);
    }
  }
  return (object) => {
    const byName = named.get(keyOf(object.apiVersion, object.kind, object.metadata.name)) ?? [];
    const claims = [
      ...byName.filter((policy) => selectorsOf(policy).some((selector) => selects(selector, object))),
      ...others.filter(({ selector }) => selects(selector, object)).map(({ policy }) => policy),
    ];
    return [...new Set(claims)];
  };
}

function selectorsOf({ spec }: Manifest): readonly ResourceSelector[] {
  return (spec as Partial<PropagationSpec> | undefined)?.resourceSelectors ?? [];
}

function selects(selector: ResourceSelector, object: Manifest): boolean {
  const { apiVersion, kind, namespace, name, labelSelector = {} } = selector;
  if (apiVersion !== object.apiVersion || kind !== object.kind) return false;
  if (namespace !== undefined && namespace !== object.metadata.namespace) return false;
  return name === undefined
    ? labelMismatch(labelSelector, labelsOf(object)) === undefined
    : name === object.metadata.name;
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
