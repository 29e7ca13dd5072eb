import type * as inputs from "@pulumi/kubernetes/types/input";

/** Annotation on a member's kube-system namespace that names the federation to which the member belongs. */
export const CLAIM_ANNOTATION = "fedstack.dev/member-of";

/** Labels of every object that the library makes for one federation. */
function federationLabels(federation: string): Record<string, string> {
  return { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": federation };
}

/** Labels by which Services and NetworkPolicies find the pods of one component. */
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
 * The name under which a federation's objects are applied. Constant, so that a run that was cut off and is started
 * again owns the fields of what the first run made.
 */
export function fieldManager(federation: string): string {
  return `fedstack-${federation}`;
}
