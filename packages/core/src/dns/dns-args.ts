import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { EtcdArgs, StorageArgs } from "../host/etcd";

/** What answers the names of federated Services. */
export interface DnsArgs {
  /**
   * Where the records are kept.
   *
   * @default - `{ kind: "operator" }`
   */
  readonly records?: DnsRecordsArgs | undefined;
  /** How the name servers are reached. */
  readonly service?: DnsServiceArgs | undefined;
  /**
   * How many name servers. They keep to different nodes where there are as many.
   *
   * @default 2
   */
  readonly replicas?: number | undefined;
  /**
   * Requests and limits of a name server.
   *
   * @default - none
   */
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
  /**
   * Name servers to ask for names outside the zone, as IP addresses, with a port where it is not 53, e.g. `9.9.9.9`.
   * Whoever reaches the name servers may then ask them for any name. Needed where load balancers have host names instead
   * of addresses.
   *
   * @default - none: other names are refused
   */
  readonly upstreams?: readonly string[] | undefined;
  /**
   * How many seconds an answer may be kept, by resolvers and by the name servers themselves: 1 to 3600. A name goes at
   * most so long after its records.
   *
   * @default 5
   */
  readonly ttlSeconds?: number | undefined;
  /** What writes the records. */
  readonly publisher?: DnsPublisherArgs | undefined;
}

/** How the name servers are reached. */
export interface DnsServiceArgs {
  /**
   * Type of the Service.
   *
   * @default "NodePort"
   */
  readonly type?: "NodePort" | "LoadBalancer" | "ClusterIP" | undefined;
  /**
   * Port on the nodes, for UDP and TCP alike, 30000 to 32767.
   *
   * @default - one that Kubernetes chooses
   */
  readonly nodePort?: number | undefined;
  /**
   * Annotations of the Service, e.g. for a load balancer.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: pulumi.Input<string> } | undefined;
}

/** What writes the records: one external-dns for each member. */
export interface DnsPublisherArgs {
  /**
   * Seconds between two comparisons of all records, at least 1. Changes are seen at once and written within five.
   *
   * @default 10
   */
  readonly intervalSeconds?: number | undefined;
  /**
   * Requests and limits of one publisher.
   *
   * @default - none
   */
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
}

/** Where the records are kept. They can be rebuilt from the federation at any time. */
export type DnsRecordsArgs = OperatorRecordsArgs | EtcdRecordsArgs | ExternalRecordsArgs;

/**
 * An `EtcdCluster` that etcd-operator runs. Its etcd speaks plain http, since etcd-operator 0.2.0 mounts no
 * certificates: a NetworkPolicy lets in the name servers, the publishers and the operator alone.
 *
 * @see https://github.com/etcd-io/etcd-operator
 */
export interface OperatorRecordsArgs {
  /** An etcd of its own, run by the etcd operator. */
  readonly kind: "operator";
  /**
   * How many members: three outlive the loss of one.
   *
   * @default 1
   */
  readonly replicas?: 1 | 3 | undefined;
  /**
   * Its volumes, or `"ephemeral"`: records are written again after a restart.
   *
   * @default - a volume of 1Gi of the cluster's default class for each member
   */
  readonly storage?: StorageArgs | "ephemeral" | undefined;
  /**
   * Namespace of an etcd-operator that the host has already.
   *
   * @default - none: the federation brings its own, which writes to the federation's namespace alone
   */
  readonly operatorNamespace?: string | undefined;
}

/** An etcd of the library's own, with TLS to its clients and between its members. */
export interface EtcdRecordsArgs extends EtcdArgs {
  /** An etcd of its own, run by a StatefulSet. */
  readonly kind: "etcd";
}

/** An etcd that exists. */
export interface ExternalRecordsArgs {
  /** An etcd that exists already. */
  readonly kind: "external";
  /** URLs of its members as the host's pods reach them, `https://…:2379` or `http://…:2379`, all of one scheme. */
  readonly endpoints: readonly string[];
  /**
   * What signs in to it, in PEM.
   *
   * @default - none: for plain http alone
   */
  readonly tls?:
    | {
        readonly authority: pulumi.Input<string>;
        readonly certificate: pulumi.Input<string>;
        readonly key: pulumi.Input<string>;
      }
    | undefined;
}
