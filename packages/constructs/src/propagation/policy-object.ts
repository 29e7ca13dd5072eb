import { ApiObject, Chart, JsonPatch, Lazy } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import type { Construct } from "constructs";
import { POLICY_API_VERSION } from "../api/karmada";
import type { ResourceSelector } from "../api/karmada";
import { isClusterScoped } from "../chart/kinds";

/** A policy of Karmada's as an object: of one namespace, or of all. */
export interface PolicyObjectProps {
  readonly kind: "PropagationPolicy" | "OverridePolicy";
  readonly name: string;
  /** Namespace of the policy and of what it selects; undefined for a policy of all namespaces. */
  readonly namespace: string | undefined;
  readonly metadata?: ApiObjectMetadata;
  /** Makes the spec, once all is known. */
  readonly spec: () => object;
}

export function policyObject(scope: Construct, id: string, props: PolicyObjectProps): ApiObject {
  const { kind, name, namespace, metadata, spec } = props;
  const object = new ApiObject(scope, id, {
    apiVersion: POLICY_API_VERSION,
    kind: namespace === undefined ? `Cluster${kind}` : kind,
    metadata: { ...metadata, name, namespace },
    spec: Lazy.any({ produce: spec }),
  });
  if (namespace === undefined) outsideNamespaces(object);
  return object;
}

/** Takes from an object the namespace that a chart gives to all that it holds. */
export function outsideNamespaces(object: ApiObject): void {
  if (Chart.of(object).namespace) object.addJsonPatch(JsonPatch.remove("/metadata/namespace"));
}

/** Name of the policy of one object: as Karmada calls what it derives from the object. */
export function policyName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${name.replace(/:/g, ".")}-${kind}`.toLowerCase();
}

/** Namespace for an object, as explicit as it will be rendered. */
export function namespaceFor(scope: Construct, metadata?: ApiObjectMetadata): string {
  return metadata?.namespace ?? Chart.of(scope).namespace ?? "default";
}

/** Namespace in which an object lies, or undefined where its kind lies outside of namespaces. */
export function namespaceOf(object: ApiObject): string | undefined {
  return isClusterScoped(object) ? undefined : (object.metadata.namespace ?? "default");
}

/** Selects one object, under the name that it is rendered with. */
export function selectorOf(object: ApiObject, namespace: string | undefined): ResourceSelector {
  const { apiVersion, kind, metadata } = object.toJson();
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name: metadata.name };
}
