import { API_GROUPS } from "../karmada";
import { groupKindOf } from "./identity";
import type { GroupKind, OfKind } from "./identity";

const PROPAGATION: ReadonlySet<GroupKind> = new Set([
  `${API_GROUPS.policy}/PropagationPolicy`,
  `${API_GROUPS.policy}/ClusterPropagationPolicy`,
]);

const OVERRIDE: ReadonlySet<GroupKind> = new Set([
  `${API_GROUPS.policy}/OverridePolicy`,
  `${API_GROUPS.policy}/ClusterOverridePolicy`,
]);

/** Whether an object is a policy that places others. */
export function isPropagationPolicy(object: OfKind): boolean {
  return PROPAGATION.has(groupKindOf(object));
}

/** Whether an object is a policy that says what is different on some members. */
export function isOverridePolicy(object: OfKind): boolean {
  return OVERRIDE.has(groupKindOf(object));
}
