import type { ApiObject } from "cdk8s";
import { apiObjectsIn, manifestOf } from "./api-objects";
import { CLUSTER_SCOPED } from "../plan/objects/cluster-scoped";
import { definitionsIn, groupKindOf, groupOf } from "../plan/objects/manifest";
import { podSpecPath } from "../plan/objects/pod-specs";

/** Pointer to the specification of an object's pods, if Kubernetes defines the kind and it has any. */
export function podSpecPointer(object: { readonly apiVersion: string; readonly kind: string }): string | undefined {
  const path = podSpecPath(object);
  return path && `/${path.join("/")}`;
}

/** Whether Karmada finds the containers of such an object by itself when it overrides an image, a command or arguments. */
export function hasDetectedContainers(object: { readonly apiVersion: string; readonly kind: string }): boolean {
  return podSpecPointer(object) !== undefined && groupKindOf(object) !== "batch/CronJob";
}

/** Whether objects of this kind lie outside of namespaces: a kind of Kubernetes, or one that a definition nearby says so of. */
export function isClusterScoped(object: ApiObject): boolean {
  const groupKind = groupKindOf(object);
  if (CLUSTER_SCOPED.has(groupKind)) return true;
  if (!groupOf(object).includes(".")) return false;
  const definitions = apiObjectsIn(object.node.root).filter(({ kind }) => kind === "CustomResourceDefinition");
  const spec = definitionsIn(definitions.map(manifestOf)).get(groupKind)?.spec as { scope?: string } | undefined;
  return spec?.scope === "Cluster";
}
