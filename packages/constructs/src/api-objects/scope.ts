import { Chart, JsonPatch } from "cdk8s";
import type { ApiObject, ApiObjectMetadata } from "cdk8s";
import type { Construct } from "constructs";
import { isBuiltIn } from "../kinds/built-in";
import { definitionsIn } from "../kinds/definitions";
import type { Definitions } from "../kinds/definitions";
import { groupKindOf, isOfKind } from "../kinds/identity";
import { scopeOf } from "../kinds/scope";
import { apiObjectsIn, manifestOf } from "./api-objects";

/** The definitions in the app of an object by which its kind may be known: none for the kinds of Kubernetes. */
export function definitionsAround(of: ApiObject): Definitions {
  if (isBuiltIn(groupKindOf(of))) return new Map();
  const definitions = apiObjectsIn(of.node.root).filter((object) =>
    isOfKind(object, "apiextensions.k8s.io/CustomResourceDefinition"),
  );
  return definitionsIn(definitions.map(manifestOf));
}

/** Namespace of an object, or undefined if it is cluster-scoped. */
export function namespaceOf(object: ApiObject): string | undefined {
  const isClusterScoped = scopeOf(object, definitionsAround(object)) === "Cluster";
  return isClusterScoped ? undefined : (object.metadata.namespace ?? "default");
}

/** Namespace for an object, as explicit as it will be rendered. */
export function namespaceFor(scope: Construct, metadata?: ApiObjectMetadata): string {
  return metadata?.namespace ?? Chart.of(scope).namespace ?? "default";
}

/** Takes from an object the namespace that a chart gives to all that it holds. */
export function outsideNamespaces(object: ApiObject): void {
  if (Chart.of(object).namespace) object.addJsonPatch(JsonPatch.remove("/metadata/namespace"));
}
