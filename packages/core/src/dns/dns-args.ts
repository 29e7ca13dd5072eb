import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { EtcdArgs, EtcdTlsArgs, StorageArgs } from "../etcd/etcd-args";

/** DNS for the names of federated Services. */
export interface DnsArgs {
  /**
   * Where the records are stored. While DNS runs, the kind cannot change between `"operator"` and `"etcd"`.
   *
   * @default - `{ kind: "operator" }`
   */
  readonly records?: DnsRecordsArgs | undefined;
  /** How the name servers are reached. */
  readonly service?: DnsServiceArgs | undefined;
  /**
   * Number of name servers. Several are spread over nodes and zones.
   *
   * @default 2
   */
  readonly replicas?: number | undefined;
  /**
   * Resource requests and limits of a name server. They replace the default as a whole.
   *
   * @default - requests for a small federation, and no limits
   */
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
  /**
   * Name servers for names outside the zone, as IP addresses, with a port if it is not 53, such as `9.9.9.9`. Anyone
   * who can reach the federation's name servers can then resolve any name. Required if load balancers have host names
   * instead of addresses.
   *
   * @default - none: other names are refused
   */
  readonly upstreams?: readonly string[] | undefined;
  /**
   * Zones inside this one that other name servers answer, and the addresses of these, with a port if it is not 53. A
   * second federation on the host needs one if its zone is inside this federation's. Names of Services by a region with
   * the same name are then answered there, too.
   *
   * @default - none
   * @example
   * const eu = new Federation(host, "eu.kairen.com.", { name: "eu" });
   * new Federation(host, "kairen.com.", { dns: { delegations: { "eu.kairen.com.": eu.dns.nameServers } } });
   */
  readonly delegations?: { readonly [zone: string]: pulumi.Input<readonly string[]> } | undefined;
  /**
   * How many seconds resolvers and the name servers themselves may cache an answer, 1 to 3600. A name disappears at
   * most that long after its records.
   *
   * @default 5
   */
  readonly ttlSeconds?: number | undefined;
  /** Options of what writes the records. */
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
   * Port on the nodes for both UDP and TCP, 30000 to 32767.
   *
   * @default - Kubernetes chooses one
   */
  readonly nodePort?: number | undefined;
  /**
   * Class of the load balancer, for type `LoadBalancer`, where the cluster has more than one: on GKE, for instance, only
   * `networking.gke.io/l4-regional-external` has UDP and TCP at one address.
   *
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string | undefined;
  /**
   * Which pods a node sends connections to: those on any node, or only its own. `Local` keeps the addresses of clients, and
   * a lost node takes no connections of others with it. A node without such a pod does not answer: give each node one, or
   * use a load balancer that checks nodes. Not for type `ClusterIP`.
   *
   * @default "Cluster"
   */
  readonly externalTrafficPolicy?: "Cluster" | "Local" | undefined;
  /**
   * Whether the Service has an address of each IP family, on hosts with both.
   *
   * @default - the host decides: one family
   */
  readonly ipFamilyPolicy?: "SingleStack" | "PreferDualStack" | "RequireDualStack" | undefined;
  /**
   * Annotations of the Service, such as for a load balancer.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: pulumi.Input<string> } | undefined;
}

/** Options of what writes the records: one external-dns per member. */
export interface DnsPublisherArgs {
  /**
   * Seconds between comparisons of all records, at least 1. Changes are noticed at once and written within five
   * seconds.
   *
   * @default 10
   */
  readonly intervalSeconds?: number | undefined;
  /**
   * Resource requests and limits of a publisher. They replace the default as a whole.
   *
   * @default - requests for a small federation, and no limits
   */
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
}

/** Where the records are stored. They can be rebuilt from the federation at any time. */
export type DnsRecordsArgs = OperatorRecordsArgs | EtcdRecordsArgs | ExternalRecordsArgs;

/**
 * An `EtcdCluster` that etcd-operator runs. It uses plain HTTP, because etcd-operator 0.2.0 mounts no certificates. A
 * NetworkPolicy admits only the name servers, the publishers and the operator.
 *
 * @see https://github.com/etcd-io/etcd-operator
 */
export interface OperatorRecordsArgs {
  /** An etcd of its own, run by the etcd operator. */
  readonly kind: "operator";
  /**
   * Number of members. Three survive the loss of one.
   *
   * @default 1
   */
  readonly replicas?: 1 | 3 | undefined;
  /**
   * Its volumes, which cannot change while DNS runs. With `"ephemeral"`, records are written again after a restart.
   *
   * @default - for each member, a volume of 1Gi with the cluster's default class
   */
  readonly storage?: StorageArgs | "ephemeral" | undefined;
  /**
   * Namespace of an existing etcd-operator on the host.
   *
   * @default - none: the federation runs its own, which writes only to the federation's namespace
   */
  readonly operatorNamespace?: string | undefined;
}

/** An etcd that the library runs, with TLS for clients and between members. */
export interface EtcdRecordsArgs extends EtcdArgs {
  /** An etcd of its own, run by a StatefulSet. */
  readonly kind: "etcd";
}

/** An existing etcd. */
export interface ExternalRecordsArgs {
  /** An etcd that exists already. */
  readonly kind: "external";
  /** URLs of its members from the host's pods, `https://…:2379` or `http://…:2379`, all with the same scheme. */
  readonly endpoints: readonly string[];
  /**
   * Client certificate for it, in PEM.
   *
   * @default - none: only for plain HTTP
   */
  readonly tls?: EtcdTlsArgs | undefined;
}
