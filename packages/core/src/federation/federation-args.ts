import type { BackupArgs } from "../backup/backup-args";
import type { ControlPlaneArgs } from "../control-plane/control-plane-args";
import type { DisruptionBudget } from "../departures/disruption-budget";
import type { DnsArgs } from "../dns/dns-args";
import type { ProviderDnsArgs } from "../dns/provider-args";
import type { ImageArgs } from "../host/images";
import type { MetricsArgs } from "../host/metrics";
import type { PodArgs } from "../host/pod-args";
import type { IpFamily } from "../karmada/component";
import type { CertificateArgs } from "../pki/certificate-args";

/** Arguments of `new Federation(host, dnsZone, args)`. */
export interface FederationArgs extends ControlPlaneArgs {
  /**
   * Name of the federation, which is used in the names of its namespaces and resources and in the DNS names of
   * Services. At most 40 lower-case letters, digits and `-`. Two federations on one host need different names.
   *
   * @default "federation"
   */
  readonly name?: string | undefined;
  /**
   * Minor release of Karmada. It decides the whole control plane: the versions, flags and rights of its components, and
   * the definitions of Karmada's kinds.
   *
   * @default - the newest, "1.18"
   */
  readonly version?: "1.18" | undefined;
  /**
   * Whether the federation goes on with what an earlier run of this program has left, after the Pulumi state or the host
   * is lost. It takes over the namespace of DNS on the host and `karmada-cluster` in members, with what is in them, if they
   * have its labels. The namespace of the control plane must be gone. Publishers delete no record meanwhile. Remove it
   * after the `up`, and run `up` again.
   *
   * @default false
   */
  readonly adopt?: boolean | undefined;
  /**
   * Namespaces on the host. They must not exist yet.
   *
   * @default - `<name>-system` for the control plane, `<name>` for DNS
   */
  readonly namespaces?:
    | {
        readonly system?: string | undefined;
        readonly dns?: string | undefined;
      }
    | undefined;
  /**
   * Whether the federation outlives the loss of any of its pods on the host, and of a node if there are three: three
   * members of each etcd, and two pods of every component. `replicas` of a component still decides. An `up` can turn
   * it on and off while the federation runs. External-dns has one pod for each member, or one in all with
   * `dns.provider`, and starts again elsewhere.
   *
   * @default false
   */
  readonly highlyAvailable?: boolean | undefined;
  /**
   * Whether workloads are moved away from members that do not respond. Such a member gets the taint
   * `fedstack.dev/lost`. Workloads that do not tolerate it are scheduled on other members, and deleted from the lost
   * one as soon as possible.
   *
   * @default false
   * @see https://karmada.io/docs/userguide/failover/cluster-failover
   */
  readonly evictFromLostMembers?: boolean | undefined;
  /**
   * What becomes of a member's copies once its `join` is gone from the program, by the name of the member.
   *
   * - `"move"`: they run on other members before the member leaves. What cannot move is refused.
   * - `"delete"`: they are deleted with the member.
   * - `"orphan"`: they run on in the cluster, which the federation forgets, in their namespaces and with their data. The
   *   scheduler gives their replicas to other members, too.
   *
   * @default - they move
   */
  readonly leaving?: { readonly [member: string]: "move" | "delete" | "orphan" } | undefined;
  /**
   * How much a change of the program may take off the members. More is refused in the preview, before anything changes.
   *
   * @default - only a placement that allows no member is refused, for a workload that runs
   */
  readonly disruptionBudget?: DisruptionBudget | undefined;
  /**
   * DNS for the names of federated Services: by name servers on the host, or by a provider. With `false`, nothing answers
   * for the names, and nothing runs for them.
   *
   * @default - name servers on the host
   */
  readonly dns?: DnsArgs | ProviderDnsArgs | false | undefined;
  /**
   * Backups of the federated API's etcd.
   *
   * @default - none
   */
  readonly backup?: BackupArgs | undefined;
  /**
   * Who may read the metrics of the federation's pods on the host. The pods get names of ports and annotations by which
   * Prometheus finds them, such as `prometheus.io/port`, and their NetworkPolicies let it in. Prometheus gets a client
   * certificate for API servers and Kubernetes' controllers, which permits nothing else.
   *
   * @default - nobody, except that name servers let anyone read theirs
   */
  readonly metrics?: MetricsArgs | undefined;
  /** Validity of certificates. */
  readonly certificates?: CertificateArgs | undefined;
  /** Sources of container images. */
  readonly images?: ImageArgs | undefined;
  /**
   * Existing priority class of the federation's pods on the host.
   *
   * @default - a class of its own with the highest priority that is not Kubernetes' own, so that other pods make way
   */
  readonly priorityClassName?: string | undefined;
  /**
   * Options of the federation's pods on the host. Pods of an etcd that etcd-operator runs get only labels and
   * annotations, as its version 0.2.0 supports nothing else.
   *
   * @default - none
   */
  readonly pods?: PodArgs | undefined;
  /**
   * Domain of the host's own cluster DNS.
   *
   * @default "cluster.local"
   */
  readonly clusterDomain?: string | undefined;
  /**
   * IP family of the host's pods, the first one on a host with both. It cannot change later: the Services of the federated
   * API keep the addresses that they have.
   *
   * @default "IPv4"
   */
  readonly ipFamily?: IpFamily | undefined;
  /**
   * Seconds to wait until each component is ready, including image pulls.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * Folder with another copy of Karmada's custom resource definitions, as YAML or JSON, one in each file.
   *
   * @default - the definitions in the package
   */
  readonly definitionsDirectory?: string | undefined;
}
