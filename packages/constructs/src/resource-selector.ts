import type { LabelSelector, LabelSelectorRequirement, PropagationSpec, ResourceSelector } from "./api/karmada";

/** An object as it is rendered, and as far as policies look at it. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { readonly [key: string]: string };
  };
  readonly spec?: Partial<PropagationSpec>;
}

/** For any object, those of the policies that select it. */
export function matches(policies: readonly RenderedObject[]): (object: RenderedObject) => RenderedObject[] {
  const named = new Map<string, RenderedObject[]>();
  const others: { readonly policy: RenderedObject; readonly selector: ResourceSelector }[] = [];
  for (const policy of policies) {
    for (const selector of policy.spec?.resourceSelectors ?? []) {
      if (selector.name === undefined) others.push({ policy, selector });
      else append(named, keyOf(selector.apiVersion, selector.kind, selector.name), policy);
    }
  }
  return (object) => {
    const byName = named.get(keyOf(object.apiVersion, object.kind, object.metadata.name)) ?? [];
    const candidates = [
      ...byName.filter(({ spec }) => spec!.resourceSelectors!.some((selector) => selects(selector, object))),
      ...others.filter(({ selector }) => selects(selector, object)).map(({ policy }) => policy),
    ];
    return [...new Set(candidates)];
  };
}

function selects(selector: ResourceSelector, { apiVersion, kind, metadata }: RenderedObject): boolean {
  return (
    selector.apiVersion === apiVersion &&
    selector.kind === kind &&
    (selector.namespace === undefined || selector.namespace === metadata.namespace) &&
    (selector.name === undefined
      ? matchesLabels(selector.labelSelector ?? {}, metadata.labels ?? {})
      : selector.name === metadata.name)
  );
}

function matchesLabels(selector: LabelSelector, labels: { readonly [key: string]: string }): boolean {
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (selector.matchExpressions ?? []).every((requirement) => meets(requirement, labels))
  );
}

function meets(
  { key, operator, values = [] }: LabelSelectorRequirement,
  labels: { readonly [key: string]: string },
): boolean {
  const value = labels[key];
  if (operator === "Exists") return value !== undefined;
  if (operator === "DoesNotExist") return value === undefined;
  const among = value !== undefined && values.includes(value);
  return operator === "In" ? among : !among;
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
