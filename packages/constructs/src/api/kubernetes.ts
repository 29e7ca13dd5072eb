/**
 * The parts of Kubernetes' API that the library reads. It passes on all other fields as they are.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */

/** Amounts by resource, such as `{ cpu: "500m", memory: "1Gi" }`. */
export interface Quantities {
  /** CPUs, such as `2` or `500m`. */
  readonly cpu?: string | undefined;
  /** Memory, such as `512Mi`. */
  readonly memory?: string | undefined;
  /** Amount of any other resource. */
  readonly [resource: string]: string | undefined;
}

/** Resource requests and limits of a container. */
export interface ResourceRequirements {
  /** What a node must have free for it. */
  readonly requests?: Quantities | undefined;
  /** What it may use at most. */
  readonly limits?: Quantities | undefined;
}

/** A container of a pod. */
export interface Container {
  /** Name of the container, a DNS label. */
  readonly name: string;
  /** Reference of its image. */
  readonly image: string;
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Specification of pods. */
export interface PodSpec {
  /** Containers that run side by side; at least one. */
  readonly containers: readonly Container[];
  /** Containers that run before them, one after the other. */
  readonly initContainers?: readonly Container[] | undefined;
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Metadata and specification of the pods that a controller makes. */
export interface PodTemplateSpec {
  /** Labels and annotations of the pods. The labels must match the selector. */
  readonly metadata?:
    | {
        readonly labels?: { readonly [key: string]: string } | undefined;
        readonly annotations?: { readonly [key: string]: string } | undefined;
      }
    | undefined;
  /** Spec of the pods. */
  readonly spec: PodSpec;
}

/** Spec of a kind whose controller finds its pods by their labels. */
export interface PodControllerSpec {
  /** Labels with which the controller finds its pods. */
  readonly selector: { readonly matchLabels: { readonly [key: string]: string } };
  /** Pods that the controller makes. */
  readonly template: PodTemplateSpec;
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Spec of a Deployment. */
export interface DeploymentSpec extends PodControllerSpec {
  /** Number of pods. */
  readonly replicas?: number | undefined;
}

/** Spec of a StatefulSet. */
export interface StatefulSetSpec extends PodControllerSpec {
  /** Number of pods. */
  readonly replicas?: number | undefined;
  /** Name of the headless Service that gives the pods their host names. */
  readonly serviceName: string;
}

/** Spec of a Job. */
export interface JobSpec {
  /** Pods that must succeed. */
  readonly completions?: number | undefined;
  /** Pods that run at a time. */
  readonly parallelism?: number | undefined;
  /** Pods that the Job makes. */
  readonly template: PodTemplateSpec;
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Spec of a CronJob. */
export interface CronJobSpec {
  /** When it runs, as a cron expression. */
  readonly schedule: string;
  /** Job that each run makes. */
  readonly jobTemplate: { readonly spec: JobSpec };
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** A port of a Service. */
export interface ServicePort {
  /** Port that the Service listens on. */
  readonly port: number;
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Spec of a Service. */
export interface ServiceSpec {
  /** Ports of the Service; at least one. */
  readonly ports: readonly ServicePort[];
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Spec of an Ingress. */
export interface IngressSpec {
  /** What is served where, by host name. */
  readonly rules?: readonly { readonly host?: string | undefined; readonly [field: string]: unknown }[] | undefined;
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}
