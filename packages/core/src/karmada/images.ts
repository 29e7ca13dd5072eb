/** Container image: its registry, repository and tag. */
export interface ContainerImage {
  /** Host of its registry. */
  readonly registry: string;
  /** Repository in the registry. */
  readonly repository: string;
  /** Tag in the repository. */
  readonly tag: string;
}

/** Name of an image of the library. */
export type ImageName =
  | "etcd"
  | "apiServer"
  | "kubeControllerManager"
  | "aggregatedApiServer"
  | "controllerManager"
  | "scheduler"
  | "webhook"
  | "schedulerEstimator"
  | "descheduler"
  | "metricsAdapter"
  | "agent"
  | "etcdOperator"
  | "recordsEtcd"
  | "coreDns"
  | "externalDns"
  | "restic";

/** Reference of an image, from its own registry or from a private one that mirrors its repository. */
export function imageReference({ registry, repository, tag }: ContainerImage, privateRegistry?: string): string {
  return `${privateRegistry?.replace(/\/+$/, "") ?? registry}/${repository}:${tag}`;
}
