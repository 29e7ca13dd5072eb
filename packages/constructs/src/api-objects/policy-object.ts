import { ApiObject, Lazy } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import type { Construct } from "constructs";
import { RELEASE } from "../karmada";
import type { ResourceSelector } from "../api/karmada";
import { bindingName } from "../kinds/identity";
import { preferredApiVersion } from "../kinds/preferred-version";
import { manifestOf } from "./api-objects";
import { definitionsAround, outsideNamespaces } from "./scope";

/** Policy of Karmada as an object: for one namespace, or for all of them. */
export interface PolicyObjectProps {
  readonly kind: "PropagationPolicy" | "OverridePolicy";
  readonly name: string;
  /** Namespace of the policy and of what it selects; undefined for a policy that covers all namespaces. */
  readonly namespace: string | undefined;
  readonly metadata?: ApiObjectMetadata | undefined;
  /** Returns the spec. Called when everything is known. */
  readonly spec: () => object;
}

export function policyObject(scope: Construct, id: string, props: PolicyObjectProps): ApiObject {
  const { kind, name, namespace, metadata, spec } = props;
  const object = new ApiObject(scope, id, {
    apiVersion: RELEASE.versions.apis.policies,
    kind: namespace === undefined ? `Cluster${kind}` : kind,
    metadata: { ...metadata, name, namespace },
    spec: Lazy.any({ produce: spec }),
  });
  if (namespace === undefined) outsideNamespaces(object);
  return object;
}

/** Name of the policy for one object, like the names that Karmada derives from objects. */
export function policyName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return bindingName({ kind, name: typeof name === "string" ? name : "" });
}

/** Selector for one object by name, in the API version in which Karmada sees it. */
export function selectorOf(object: ApiObject, namespace: string | undefined): ResourceSelector {
  const { apiVersion, kind, metadata } = manifestOf(object);
  return {
    apiVersion: preferredApiVersion({ apiVersion, kind }, definitionsAround(object)) ?? apiVersion,
    kind,
    ...(namespace !== undefined && { namespace }),
    name: metadata.name,
  };
}
