import { Chart, JsonPatch } from "cdk8s";
import type { ApiObject, ApiObjectMetadata } from "cdk8s";
import type { Construct } from "constructs";
import { isBuiltIn } from "../kinds/built-in";
import { definitionsIn } from "../kinds/definitions";
import type { Definitions } from "../kinds/definitions";
import { groupKindOf, isOfKind } from "../kinds/identity";
import { scopeOf } from "../kinds/scope";
import type { Scope } from "../kinds/scope";
import { apiObjectsIn, manifestOf } from "./api-objects";

const NO_DEFINITIONS: Definitions = new Map();

/** The definitions in an object's app that may define its kind; none for Kubernetes' own kinds. */
export function definitionsAround(of: ApiObject): Definitions {
  if (isBuiltIn(groupKindOf(of))) return NO_DEFINITIONS;
  const definitions = apiObjectsIn(of.node.root).filter((object) =>
    isOfKind(object, "apiextensions.k8s.io/CustomResourceDefinition"),
  );
  return definitionsIn(definitions.map(manifestOf));
}

/** Scope of an object, where its kind, a definition in the app or a namespace of its own tells; else undefined. */
export function knownScopeOf(object: ApiObject): Scope | undefined {
  const { namespace } = object.metadata;
  const own = namespace !== undefined && namespace !== Chart.of(object).namespace ? "Namespaced" : undefined;
  return scopeOf(object, definitionsAround(object)) ?? own;
}

/** Namespace of an object, or undefined if it is cluster-scoped. */
export function namespaceOf(object: ApiObject, assumed: Scope = "Namespaced"): string | undefined {
  const scope = scopeOf(object, definitionsAround(object)) ?? assumed;
  return scope === "Cluster" ? undefined : (object.metadata.namespace ?? "default");
}

/** Namespace of an object as it will be rendered. */
export function namespaceFor(scope: Construct, metadata?: ApiObjectMetadata): string {
  return metadata?.namespace ?? Chart.of(scope).namespace ?? "default";
}

const outside = new WeakSet<ApiObject>();

/** Takes from an object, once, the namespace that a chart gives to all that it holds. */
export function outsideNamespaces(object: ApiObject): void {
  if (!Chart.of(object).namespace || outside.has(object)) return;
  outside.add(object);
  object.addJsonPatch(JsonPatch.remove("/metadata/namespace"));
}
