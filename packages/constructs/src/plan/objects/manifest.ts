import { CLUSTER_SCOPED } from "./cluster-scoped";
import type { Labels } from "../label-selector";

/** A Kubernetes object in plain data, as `Chart.toJson()` of cdk8s gives it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** @default "default" */
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** What an object is known by. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined for objects outside of namespaces. */
  readonly namespace?: string;
}

/** API group of an object; empty for the core group. */
export function groupOf({ apiVersion }: { readonly apiVersion: string }): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Group and kind of an object, such as `apps/Deployment`; of the core group the kind alone. */
export function groupKindOf(object: { readonly apiVersion: string; readonly kind: string }): string {
  const group = groupOf(object);
  return group ? `${group}/${object.kind}` : object.kind;
}

/** The definitions of custom resources among objects, by group and kind of what they define. */
export function definitionsIn(manifests: readonly Manifest[]): ReadonlyMap<string, Manifest> {
  const definitions = manifests.filter(
    (object) => groupKindOf(object) === "apiextensions.k8s.io/CustomResourceDefinition",
  );
  return new Map(
    definitions.map((definition) => {
      const { group, names } = definition.spec as { group?: string; names?: { kind?: string } };
      return [`${group}/${names?.kind}`, definition];
    }),
  );
}

/** What an object is known by, given the definitions of custom resources that may say that its kind is cluster-scoped. */
export function refOf({ apiVersion, kind, metadata }: Manifest, definitions: ReadonlyMap<string, Manifest>): ObjectRef {
  const groupKind = groupKindOf({ apiVersion, kind });
  const custom = definitions.get(groupKind)?.spec as { scope?: string } | undefined;
  const { name, namespace = "default" } = metadata;
  return {
    apiVersion,
    kind,
    name,
    ...(!CLUSTER_SCOPED.has(groupKind) && custom?.scope !== "Cluster" && { namespace }),
  };
}

/** Identity of an object among others, whatever version of its group it is written in. */
export function keyOf(ref: ObjectRef): string {
  return `${groupKindOf(ref)}|${ref.namespace ?? ""}|${ref.name}`;
}

/** How messages call an object: `Deployment shop/web`. */
export function told({ kind, name, namespace }: ObjectRef): string {
  return `${kind} ${namespace && namespace !== "default" ? `${namespace}/` : ""}${name}`;
}

/** The labels of an object. */
export function labelsOf({ metadata }: Manifest): Labels {
  return (metadata.labels ?? {}) as Labels;
}
