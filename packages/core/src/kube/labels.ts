import type * as inputs from "@pulumi/kubernetes/types/input";

/** Keys of labels, annotations and taints, and values of labels and taints. */
export const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
export const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Annotation on a member's namespace `kube-system` with the federation that it belongs to. */
export const CLAIM_ANNOTATION = "fedstack.dev/member-of";

/** Labels of all objects that the library creates for a federation. */
export function federationLabels(federation: string): Record<string, string> {
  return { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": federation };
}

/** Labels with which Services and NetworkPolicies select the pods of a component. */
export function componentLabels(component: string): Record<string, string> {
  return { "app.kubernetes.io/name": component };
}

/** Metadata of an object that the library owns: labeled, and always applied by the same field manager. */
export function ownedMetadata(
  federation: string,
  metadata: inputs.meta.v1.ObjectMeta & {
    readonly labels?: Record<string, string> | undefined;
    readonly annotations?: Record<string, inputs.meta.v1.ObjectMeta["name"]> | undefined;
  },
): inputs.meta.v1.ObjectMeta {
  return {
    ...metadata,
    labels: { ...federationLabels(federation), ...metadata.labels },
    annotations: { "pulumi.com/patchFieldManager": fieldManager(federation), ...metadata.annotations } as Record<
      string,
      string
    >,
  };
}

/**
 * Field manager of a federation's objects. It is constant, so that a run after an interrupted one owns the fields of
 * the objects that exist.
 */
export function fieldManager(federation: string): string {
  return `fedstack-${federation}`;
}
