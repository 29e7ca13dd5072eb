import type { ComponentArgs } from "./component";

/** Volume of an etcd. */
export interface StorageArgs {
  /**
   * Size of each member's volume, as a Kubernetes quantity.
   *
   * @default "5Gi"
   */
  readonly size?: string | undefined;
  /**
   * Storage class of the volumes.
   *
   * @default - the cluster's default class
   */
  readonly className?: string | undefined;
}

/** The control plane's database. */
export interface EtcdArgs extends Omit<ComponentArgs, "replicas" | "logLevel"> {
  /**
   * Number of members. Three survive the loss of one. An `up` can grow it from 1 to 3 while it runs.
   *
   * @default 1
   */
  readonly replicas?: 1 | 3 | undefined;
  /**
   * Its volumes. With `"ephemeral"`, the data is lost with the pod.
   *
   * @default - for each member, a volume of 5Gi with the cluster's default class
   */
  readonly storage?: StorageArgs | "ephemeral" | undefined;
}
