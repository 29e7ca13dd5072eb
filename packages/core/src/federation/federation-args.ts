import type { ControlPlaneArgs } from "../control-plane/control-plane";
import type { DnsArgs } from "../dns/dns-args";
import type { ImageArgs } from "../host/images";
import type { CertificateArgs } from "../pki/lifetimes";

/** Arguments of `new Federation(host, dnsZone, args)`. */
export interface FederationArgs extends ControlPlaneArgs {
  /**
   * Name of the federation: in the names of its namespaces, resources and Services' DNS names. Lower case letters,
   * digits and `-`, at most 40 characters. Two federations on one host need two names.
   *
   * @default "federation"
   */
  readonly name?: string | undefined;
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
   * Whether workloads leave members that do not answer. Such a member gets the taint `fedstack.dev/lost`, and all that
   * does not tolerate it is deleted there, once it can be, and scheduled on other members.
   *
   * @default false
   * @see https://karmada.io/docs/userguide/failover/cluster-failover
   */
  readonly evictFromLostMembers?: boolean | undefined;
  /** What answers the names of federated Services. */
  readonly dns?: DnsArgs | undefined;
  /** How long certificates live. */
  readonly certificates?: CertificateArgs | undefined;
  /** Where container images come from. */
  readonly images?: ImageArgs | undefined;
  /**
   * Domain of the host's own cluster DNS.
   *
   * @default "cluster.local"
   */
  readonly clusterDomain?: string | undefined;
  /**
   * Seconds to wait for each component to be ready, slow image pulls included.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * Folder with another copy of Karmada's custom resource definitions, in `karmada/`.
   *
   * @default - those of the package
   */
  readonly definitionsDirectory?: string | undefined;
}
