import { RELEASE } from "../karmada";
import type { Definitions } from "./definitions";
import { groupKindOf } from "./identity";
import type { ObjectRef, OfKind } from "./identity";
import type { Manifest } from "./manifest";
import { wellKnownScopeOf } from "./well-known";
import type { Scope } from "./well-known";

export type { Scope };

/** Scope of an object, by its kind or by the definition of its kind; undefined if neither is known. */
export function scopeOf(object: OfKind, definitions: Definitions): Scope | undefined {
  const { namespaced, clusterScoped, unstableClusterScoped } = RELEASE.kinds;
  const groupKind = groupKindOf(object);
  if (namespaced.has(groupKind)) return "Namespaced";
  if (clusterScoped.has(groupKind) || unstableClusterScoped.has(groupKind)) return "Cluster";
  const defined = definitions.get(groupKind)?.spec as { readonly scope?: Scope | undefined } | undefined;
  return defined?.scope ?? wellKnownScopeOf(groupKind);
}

/** Identity of an object, given the definitions of custom resources. If its scope is unknown, it is in a namespace. */
export function refOf({ apiVersion, kind, metadata }: Manifest, definitions: Definitions): ObjectRef {
  const { name, namespace = "default" } = metadata;
  const isClusterScoped = scopeOf({ apiVersion, kind }, definitions) === "Cluster";
  return isClusterScoped ? { apiVersion, kind, name } : { apiVersion, kind, name, namespace };
}
