import type { ClusterAffinity, FieldSelectorRequirement } from "../api/karmada";
import { Members } from "./members";

const BY_FIELD = { region: Members.inRegion, zone: Members.inZone, provider: Members.ofCloudProvider };

/**
 * Union of selections; undefined if one selection cannot express it. Names can be joined with names, and regions with
 * regions, but not a name with a region.
 */
export function unionOf(selections: readonly Members[]): Members | undefined {
  const affinities = selections.map(({ affinity }) => affinity ?? {});
  if (affinities.some((affinity) => Object.keys(affinity).length === 0)) return Members.all();
  const names = affinities.map((affinity) => onlyOf(affinity, "clusterNames"));
  if (names.every((n) => n !== undefined)) return Members.named(...names.flat());
  const fields = affinities.map((affinity) => onlyField(onlyOf(affinity, "fieldSelector")?.matchExpressions));
  const key = fields[0]?.key;
  if (key === undefined || fields.some((field) => field?.key !== key)) return undefined;
  return BY_FIELD[key](...fields.flatMap((field) => field!.values));
}

/** Whether the selections themselves rule out that a member is in both. */
export function disjoint(one: Members, other: Members): boolean {
  const [mine, theirs] = [demandsOf(one.affinity), demandsOf(other.affinity)];
  return [...mine].some(
    ([key, values]) => theirs.has(key) && !theirs.get(key)!.some((value) => values.includes(value)),
  );
}

/** All names in a selection, both selected and excluded. */
export function mentionedIn({ affinity }: Members): readonly string[] {
  return [...(affinity?.clusterNames ?? []), ...(affinity?.exclude ?? [])];
}

function onlyOf<K extends keyof ClusterAffinity>(affinity: ClusterAffinity, key: K): ClusterAffinity[K] | undefined {
  return Object.keys(affinity).every((other) => other === key) ? affinity[key] : undefined;
}

function onlyField(requirements?: readonly FieldSelectorRequirement[]): FieldSelectorRequirement | undefined {
  return requirements?.length === 1 ? requirements[0] : undefined;
}

/**
 * Values that a member must have one of, by field. A member may be in several zones, so zones do not separate
 * selections.
 */
function demandsOf(affinity: ClusterAffinity = {}): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...(affinity.clusterNames ? [["name", affinity.clusterNames] as const] : []),
    ...(affinity.fieldSelector?.matchExpressions ?? [])
      .filter(({ key }) => key !== "zone")
      .map(({ key, values }) => [key, values] as const),
    ...(affinity.labelSelector?.matchExpressions ?? [])
      .filter(({ operator }) => operator === "In")
      .map(({ key, values }) => [`label ${key}`, values ?? []] as const),
  ]);
}
