/**
 * The parts of Kubernetes' API that the library looks at. All other fields are passed on as they are.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */

export interface Quantities {
  readonly cpu?: string;
  readonly memory?: string;
  readonly [resource: string]: string | undefined;
}

/** What a container asks for, and the most that it may use. */
export interface ResourceRequirements {
  readonly requests?: Quantities;
  readonly limits?: Quantities;
}

/** A container of a pod. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly [field: string]: unknown;
}

/** Specification of pods. */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly [field: string]: unknown;
}

/** Metadata and specification of the pods that a controller makes. */
export interface PodTemplateSpec {
  readonly metadata?: {
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly spec: PodSpec;
}

/** Spec of a kind whose controller keeps pods that it knows by their labels. */
export interface PodControllerSpec {
  readonly selector: { readonly matchLabels: { readonly [key: string]: string } };
  readonly template: PodTemplateSpec;
  readonly [field: string]: unknown;
}

/** Whole spec of a Deployment. */
export interface DeploymentSpec extends PodControllerSpec {
  readonly replicas?: number;
}

/** Whole spec of a StatefulSet. */
export interface StatefulSetSpec extends PodControllerSpec {
  readonly replicas?: number;
  readonly serviceName: string;
}

/** Whole spec of a DaemonSet. */
export type DaemonSetSpec = PodControllerSpec;

/** Whole spec of a Job. */
export interface JobSpec {
  readonly completions?: number;
  readonly parallelism?: number;
  readonly template: PodTemplateSpec;
  readonly [field: string]: unknown;
}

/** Whole spec of a CronJob. */
export interface CronJobSpec {
  readonly schedule: string;
  readonly jobTemplate: { readonly spec: JobSpec };
  readonly [field: string]: unknown;
}

/** A port of a Service. */
export interface ServicePort {
  readonly port: number;
  readonly [field: string]: unknown;
}

/** Whole spec of a Service. */
export interface ServiceSpec {
  readonly ports: readonly ServicePort[];
  readonly [field: string]: unknown;
}

/** Whole spec of an Ingress. */
export interface IngressSpec {
  readonly rules?: readonly { readonly host?: string; readonly [field: string]: unknown }[];
  readonly [field: string]: unknown;
}
