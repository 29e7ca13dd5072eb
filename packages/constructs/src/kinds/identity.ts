/** Identity of a Kubernetes object: group, kind, namespace and name. The version does not matter. */

import type { Manifest } from "./manifest";

/** Group and kind of an object, such as `apps/Deployment`; only the kind for the core group. */
export type GroupKind = string;

/** An object, by its kind, namespace and name. */
export interface ObjectRef {
  /** Group and version, such as `apps/v1`. */
  readonly apiVersion: string;
  /** Kind, such as `Deployment`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** Namespace of the object; undefined for cluster-scoped objects. */
  readonly namespace?: string | undefined;
}

/** An object of which at least the kind is known. */
export type OfKind = Pick<ObjectRef, "apiVersion" | "kind">;

/** API group of an object; empty for the core group. */
export function groupOf({ apiVersion }: Pick<OfKind, "apiVersion">): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

const groupKinds = new Map<string, Map<string, GroupKind>>();

/** Group and kind of an object. The same string for all objects of a kind, which is faster to look up than equal ones. */
export function groupKindOf({ apiVersion, kind }: OfKind): GroupKind {
  let known = groupKinds.get(apiVersion);
  if (!known) groupKinds.set(apiVersion, (known = new Map()));
  let groupKind = known.get(kind);
  if (groupKind === undefined) {
    const group = groupOf({ apiVersion });
    known.set(kind, (groupKind = group ? `${group}/${kind}` : kind));
  }
  return groupKind;
}

/** Whether an object is of a kind. A kind with the same name in another group is a different kind. */
export function isOfKind(object: OfKind, groupKind: GroupKind): boolean {
  return groupKindOf(object) === groupKind;
}

/** Whether an object is one of kubefed's (Federation v2). */
export function isKubefed(object: OfKind): boolean {
  return /(^|\.)kubefed\.io$/.test(groupOf(object));
}

/** Whether a manifest describes an object. It may leave the namespace out. */
export function describes(manifest: Manifest, ref: ObjectRef): boolean {
  const { name, namespace = ref.namespace } = manifest.metadata;
  return isOfKind(manifest, groupKindOf(ref)) && name === ref.name && namespace === ref.namespace;
}

/** Key of an object, which is the same in every API version. */
export function keyOf(ref: ObjectRef): string {
  return `${groupKindOf(ref)}|${ref.namespace ?? ""}|${ref.name}`;
}

/**
 * Name of the binding that Karmada makes for an object in its namespace, if it has one.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/names/names.go (`GenerateBindingName`)
 */
export function bindingName({ kind, name }: Pick<ObjectRef, "kind" | "name">): string {
  return `${name.replace(/:/g, ".")}-${kind}`.toLowerCase();
}

/** An object as messages show it: `Deployment shop/web`. */
export function told({ kind, name, namespace }: ObjectRef): string {
  return `${kind} ${namespace && namespace !== "default" ? `${namespace}/` : ""}${name}`;
}
