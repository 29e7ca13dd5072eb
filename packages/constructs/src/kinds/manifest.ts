import type { Labels } from "./label-selector";

/** A Kubernetes object in plain data, as `Chart.toJson()` of cdk8s gives it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** @default "default" */
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** Labels of an object. */
export function labelsOf({ metadata }: Manifest): Labels {
  return (metadata.labels ?? {}) as Labels;
}
