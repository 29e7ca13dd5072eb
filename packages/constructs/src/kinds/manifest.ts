import type { Labels } from "./label-selector";

/** A Kubernetes object as plain data, such as from cdk8s' `Chart.toJson()`. */
export interface Manifest {
  /** Group and version, such as `apps/v1`. */
  readonly apiVersion: string;
  /** Kind, such as `Deployment`. */
  readonly kind: string;
  /** Metadata. The namespace defaults to `default`, and has no meaning for cluster-scoped kinds. */
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly [field: string]: unknown;
  };
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Labels of an object. */
export function labelsOf({ metadata }: Manifest): Labels {
  return (metadata.labels ?? {}) as Labels;
}
