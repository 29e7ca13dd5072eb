import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs } from "../host/component";

/** Volume of an etcd. */
export interface StorageArgs {
  /**
   * Size of each member's volume, as a Kubernetes quantity. A bigger one makes the volumes grow while etcd runs, if their
   * storage class lets them. They cannot shrink.
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

/** Client certificate for an etcd, in PEM. */
export interface EtcdTlsArgs {
  /** Authority of the server's certificate. */
  readonly authority: pulumi.Input<string>;
  /** Certificate of the client. */
  readonly certificate: pulumi.Input<string>;
  /** Private key of the client. Kept as a secret. */
  readonly key: pulumi.Input<string>;
}

/** An etcd of version 3 that exists already. The library does not create, size, back up or delete it. */
export interface ExternalEtcdArgs {
  /** URLs of its members from the host's pods, `https://…:2379`. */
  readonly endpoints: readonly string[];
  /** Client certificate with which both API servers sign in. */
  readonly tls: EtcdTlsArgs;
  /**
   * Start of all keys, such as `/fedstack/prod`. No other federation of any host may have it in this etcd: both would
   * take each other's objects for their own. `/registry` is refused, because other API servers keep their objects there.
   */
  readonly prefix: string;
}

/** The control plane's database. */
export interface ControlPlaneEtcdArgs extends EtcdArgs {
  /**
   * An etcd that exists already, in place of one that the library runs. No other option of `etcd` has an effect then. A
   * federation that runs cannot change from one to the other: the objects would stay behind.
   *
   * @default - none: the library runs one
   */
  readonly external?: ExternalEtcdArgs | undefined;
}

/** An etcd that the library runs. */
export interface EtcdArgs extends Omit<ComponentArgs, "replicas" | "logLevel"> {
  /**
   * Number of members. Three survive the loss of one. An `up` can grow it from 1 to 3 while it runs, and shrink it again.
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
