import { ApiObject, Lazy } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import type { Construct } from "constructs";
import { POLICY_API_VERSION } from "../api/karmada";
import type { ResourceSelector } from "../api/karmada";
import { preferredApiVersion } from "../kinds/preferred-version";
import { manifestOf } from "./api-objects";
import { definitionsAround, outsideNamespaces } from "./scope";

/** A policy of Karmada's as an object: of one namespace, or of all. */
export interface PolicyObjectProps {
  readonly kind: "PropagationPolicy" | "OverridePolicy";
  readonly name: string;
  /** Namespace of the policy and of what it selects; undefined for a policy of all namespaces. */
  readonly namespace: string | undefined;
  readonly metadata?: ApiObjectMetadata | undefined;
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

/** Name of the policy of one object: as Karmada calls what it derives from the object. */
export function policyName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${name.replace(/:/g, ".")}-${kind}`.toLowerCase();
}

/** Selects one object by its name, in the version in which Karmada sees it. */
export function selectorOf(object: ApiObject, namespace: string | undefined): ResourceSelector {
  const { apiVersion, kind, metadata } = manifestOf(object);
  return {
    apiVersion: preferredApiVersion({ apiVersion, kind }, definitionsAround(object)) ?? apiVersion,
    kind,
    ...(namespace !== undefined && { namespace }),
    name: metadata.name,
  };
}
