import type {
  ClusterAffinity,
  FieldSelectorRequirement,
  LabelSelector,
  PlacementSpec,
  Toleration,
} from "../api/karmada";
import type { Member, MemberTaint } from "./member";

/** Why a selector does not hold a member, or nothing where it does. */
export function whyNotSelected(affinity: ClusterAffinity, member: Member): string | undefined {
  if (affinity.exclude?.includes(member.name)) return "excluded by name";
  if (affinity.clusterNames && affinity.clusterNames.length > 0 && !affinity.clusterNames.includes(member.name)) {
    return "not named";
  }
  if (affinity.labelSelector && !matchesLabels(affinity.labelSelector, member.labels ?? {}))
    return "labels do not match";
  const field = affinity.fieldSelector?.matchExpressions.find((requirement) => !matchesField(requirement, member));
  return field ? `${field.key} does not match` : undefined;
}

/** Why a member does not take what the placement places, beyond its selectors. */
export function whyNotTolerated({ clusterTolerations = [] }: PlacementSpec, member: Member): string | undefined {
  const taint = (member.taints ?? []).find(
    (candidate) =>
      candidate.effect !== "PreferNoSchedule" &&
      !clusterTolerations.some((toleration) => tolerates(toleration, candidate)),
  );
  return taint ? `taint ${taint.key} is not tolerated` : undefined;
}

/** Whether labels are what a selector asks for. An empty selector asks for nothing. */
export function matchesLabels(selector: LabelSelector, labels: { readonly [key: string]: string }): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
      }
    })
  );
}

/** A member may have several zones: it is in a set of zones when any of its own is. */
function matchesField({ key, operator, values }: FieldSelectorRequirement, member: Member): boolean {
  if (key === "zone") {
    const zones = member.zones ?? [];
    const inside = (zone: string): boolean => values.includes(zone);
    return zones.some(inside) === (operator === "In");
  }
  const value = member[key] ?? "";
  return values.includes(value) === (operator === "In");
}

function tolerates(toleration: Toleration, taint: MemberTaint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  return (
    toleration.operator === "Exists" ||
    (toleration.key !== undefined && (toleration.value ?? "") === (taint.value ?? ""))
  );
}
