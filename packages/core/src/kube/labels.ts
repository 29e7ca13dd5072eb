import type * as inputs from "@pulumi/kubernetes/types/input";

/** What the keys of the library's own labels, annotations and taints begin with. */
export const OWN_PREFIX = "fedstack.dev/";

/** Annotation on a member's namespace `kube-system` with the federation that it belongs to. */
export const CLAIM_ANNOTATION = "fedstack.dev/member-of";

/** Annotation on a federation's namespace for DNS with its zone. */
export const ZONE_ANNOTATION = "fedstack.dev/zone";

/** Label of pods with the member that they are for. */
export const MEMBER_LABEL = "fedstack.dev/member";

/** Annotation on a Deployment of the control plane with the release of Karmada that it belongs to. */
export const RELEASE_ANNOTATION = "fedstack.dev/karmada";

/** Labels of all objects that the library creates for a federation. */
export function federationLabels(federation: string): Record<string, string> {
  return { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": federation };
}

/** Whether an object has the labels of a federation. */
export function isLabeledBy(federation: string, labels: Readonly<Record<string, unknown>> | null = {}): boolean {
  return Object.entries(federationLabels(federation)).every(([key, value]) => labels?.[key] === value);
}

/** Labels with which Services and NetworkPolicies select the pods of a component. */
export function componentLabels(component: string): Record<string, string> {
  return { "app.kubernetes.io/name": component };
}

/**
 * Metadata of an object that the library owns: labeled, and always applied by the same field manager.
 *
 * @param takesBack whether it is applied even where others have changed it. Otherwise, that is a conflict
 */
export function ownedMetadata(
  federation: string,
  metadata: inputs.meta.v1.ObjectMeta & {
    readonly labels?: Record<string, string> | undefined;
    readonly annotations?: Record<string, inputs.meta.v1.ObjectMeta["name"]> | undefined;
  },
  takesBack = false,
): inputs.meta.v1.ObjectMeta {
  return {
    ...metadata,
    labels: { ...federationLabels(federation), ...metadata.labels },
    annotations: {
      "pulumi.com/patchFieldManager": fieldManager(federation),
      ...(takesBack ? { "pulumi.com/patchForce": "true" } : {}),
      ...metadata.annotations,
    } as Record<string, string>,
  };
}

/**
 * Field manager of a federation's objects. It is constant, so that a run after an interrupted one owns the fields of
 * the objects that exist.
 */
export function fieldManager(federation: string): string {
  return `fedstack-${federation}`;
}
