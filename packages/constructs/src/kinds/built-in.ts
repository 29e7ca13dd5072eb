import { RELEASE } from "../karmada";
import type { GroupKind } from "./identity";

const { namespaced, clusterScoped } = RELEASE.kinds;

/** Whether every API server has a kind, in a stable version. */
export function isBuiltIn(groupKind: GroupKind): boolean {
  return namespaced.has(groupKind) || clusterScoped.has(groupKind);
}
