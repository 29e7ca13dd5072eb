import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Fields, quoted, required, STRING, within } from "@fedstack/constructs/faults";
import { API_GROUPS } from "@fedstack/constructs/kinds";
import { dnsNames, type ServiceName } from "@fedstack/constructs/names";
import { LIBRARY_USERS } from "../federated-api/users";
import { etcdAnnotations, etcdLayout, keepEtcdLayout } from "../etcd/etcd-guard";
import { createNamespace } from "../host/namespaces";
import { restrictTraffic } from "../host/network-policies";
import { servePrometheus } from "../host/prometheus";
import { withPullSecret } from "../host/pull-secret";
import { grantClusterRole } from "../host/rbac";
import { fileSecret } from "../host/secrets";
import type { Site } from "../host/site";
import { ZONE_ANNOTATION } from "../kube/labels";
import type { CertificateArgs } from "../pki/certificate-args";
import type { CertificateExpiry } from "../pki/signer";
import { type Fault, refuse } from "../validation/errors";
import { isDeferred, shapeFaults } from "../validation/shape";
import type { ApiReader } from "./api-reader";
import type { ReadApi } from "./external-dns";
import { DEFAULT_TTL_SECONDS } from "./name-servers";
import { OwnNameServers } from "./own-name-servers";
import { ownNameServers, providedNameServers, type ZoneArgs } from "./provider-args";
import { PROVIDER_TTL_SECONDS, ProviderPublisher } from "./provider-publisher";
import type { PublishedMember } from "./record-template";
import { keepKind, podSecurity } from "./records-guard";
import { dnsTraffic } from "./traffic";
import { forwardingWarnings, stubDomain } from "./zone-corefile";

const SERVICE_NAME: Fields<ServiceName> = {
  name: required(STRING, 'use the name of the Service, such as "nginx"'),
  namespace: STRING,
};

/** Publishers see changes at once, and write at most once a second. */
const UNPUBLISH_SECONDS = 5;
/** External-dns writes at most every five seconds by default, and providers take up to a minute for all their servers. */
const PROVIDER_UNPUBLISH_SECONDS = 75;

/** @internal */
export interface DnsInputs {
  /** The host, as the federation sees it. */
  readonly site: Site;
  /** Namespace of DNS on the host. */
  readonly namespace: string;
  /** Zone, with a trailing dot. */
  readonly zone: string;
  /** Addresses of the host's nodes. */
  readonly hostAddresses: pulumi.Input<readonly string[]>;
  /** The federated API, for what DNS makes there. */
  readonly api: Site;
  readonly reader: ApiReader;
  /** The federated API's server, which starts first, if it runs on the host. */
  readonly server?: pulumi.Resource | undefined;
  readonly args: ZoneArgs;
  readonly certificates: CertificateArgs;
}

/**
 * DNS of federated Services: name servers for the zone, the records, and what writes them.
 *
 * The name of a Service of type LoadBalancer resolves to the addresses of the members that it is placed on. A member
 * that no longer responds keeps its address until the control plane removes the Service from it. Load balancers with
 * host names become CNAME records, which the name servers follow only with {@link DnsArgs.upstreams}. A provider
 * ({@link ProviderDnsArgs}) keeps only one CNAME record for each name.
 *
 * @example
 * const federation = new Federation(Cluster.fromFile("f-cluster", "kubeconfig"), "kairen.com.", {
 *   dns: { service: { nodePort: 30053 } },
 * });
 * export const nameServers = federation.dns.nameServers; // ["172.22.132.31:30053"]
 * export const name = federation.dns.nameOf("nginx"); // nginx.default.federation.svc.kairen.com
 */
export class Dns extends pulumi.ComponentResource {
  /** Zone, with a trailing dot. */
  public readonly zone: string;
  /** Addresses of the name servers for UDP and TCP, as `address:port`. Empty if the federation has none of its own. */
  public readonly nameServers: pulumi.Output<string[]>;
  /** Certificates of the records' etcd, and when they expire, if the library runs it. */
  public readonly certificates: readonly CertificateExpiry[];

  private readonly own: OwnNameServers | undefined;
  private readonly provided: ProviderPublisher | undefined;
  private readonly publishing: { readonly site: Site; readonly api: ReadApi } | undefined;

  /** @internal */
  public constructor(
    name: string,
    private readonly inputs: DnsInputs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("fedstack:index:Dns", name, {}, opts);
    const { args, server, zone, hostAddresses, reader, certificates } = inputs;
    const outer = inputs.site.under(this);
    this.zone = zone;
    if (args !== false) {
      const namespace = this.createNamespace(outer);
      const inNamespace = withPullSecret(outer.in(inputs.namespace, namespace));
      // The host's nodes start the API server first, so everything else waits for it.
      const site = server ? inNamespace.after(server) : inNamespace;
      servePrometheus(site);
      restrictTraffic(site, dnsTraffic(args, reader.connections));
      const own = ownNameServers(args);
      const { ttlSeconds } = this;
      this.own =
        own && new OwnNameServers(site, { zone, namespace, hostAddresses, args: own, ttlSeconds, certificates });
      const api = this.readApi(site);
      const publishing = inNamespace.after(this.grantReading());
      const provided = providedNameServers(args);
      this.provided = provided && new ProviderPublisher(publishing, zone, api, provided);
      this.publishing = { site: publishing, api };
    }
    this.nameServers = this.own?.addresses ?? pulumi.output([]);
    this.certificates = this.own?.certificates ?? [];
    this.registerOutputs({ zone, nameServers: this.nameServers });
  }

  /**
   * Server block for the Corefile of a cluster's own CoreDNS to find the zone. It needs IP addresses: put them in the place
   * of names that {@link nameServers} contain.
   *
   * @throws InvalidInputError if the federation has no name servers of its own
   */
  public get stubDomain(): pulumi.Output<string> {
    const { zone, ttlSeconds } = this;
    if (!this.own) {
      const problem = `${quoted(zone)} has no name servers of the federation's own`;
      refuse([{ path: "stubDomain", problem, remedy: "use those of the provider, or leave dns out" }]);
    }
    return this.nameServers.apply((addresses) => {
      forwardingWarnings(addresses).forEach((warning) => void pulumi.log.warn(warning, this));
      return stubDomain(zone, addresses, ttlSeconds);
    });
  }

  /**
   * DNS name of a federated Service of type LoadBalancer, which resolves to the addresses of all members.
   *
   * @param namespace its namespace, by default `"default"`
   * @throws InvalidInputError if that is not a name in DNS
   */
  public nameOf(service: string | ServiceName, namespace?: string): string {
    const named = typeof service === "string" ? { name: service, namespace } : { namespace, ...service };
    refuse(within("nameOf()", shapeFaults("service", isDeferred(service) ? service : named, SERVICE_NAME)));
    const { global, faults } = dnsNames(named, this.inputs.site.federation, this.zone);
    refuse(faults);
    return global;
  }

  /**
   * Seconds until nobody remembers an address that is no longer published: until it is out of the zone, and out of caches.
   *
   * @internal
   */
  public get forgetSeconds(): number {
    return (this.provided ? PROVIDER_UNPUBLISH_SECONDS : UNPUBLISH_SECONDS) + this.ttlSeconds;
  }

  private get ttlSeconds(): number {
    const { args } = this.inputs;
    if (args === false) return 0;
    return args.ttlSeconds ?? (providedNameServers(args) ? PROVIDER_TTL_SECONDS : DEFAULT_TTL_SECONDS);
  }

  /**
   * The name servers, and what publishes the members that have joined so far.
   *
   * @internal
   */
  public get workloads(): readonly pulumi.Resource[] {
    return this.provided ? [this.provided.deployment] : (this.own?.workloads ?? []);
  }

  /**
   * What is wrong about a join now.
   *
   * @internal
   */
  public lateJoinFaults(path: string): Fault[] {
    return this.provided?.lateJoinFaults(path) ?? [];
  }

  /** @internal */
  public publishMember(member: PublishedMember): void {
    this.provided?.publish(member);
    if (this.publishing) this.own?.publish(this.publishing.site, this.publishing.api, member);
  }

  private createNamespace(outer: Site): k8s.core.v1.Namespace {
    const { args, namespace, zone } = this.inputs;
    const own = ownNameServers(args);
    const records = own && (own.records ?? { kind: "operator" });
    const layout = records?.kind === "etcd" ? etcdAnnotations(etcdLayout(records)) : {};
    const annotations = { [ZONE_ANNOTATION]: zone, ...layout };
    const kept = outer.nameOf("dns-namespace");
    return createNamespace(
      outer,
      "dns-namespace",
      namespace,
      { labels: podSecurity(records?.kind), annotations },
      { hooks: { beforeUpdate: [...keepEtcdLayout(kept, "dns.records"), ...keepKind(kept)] } },
    );
  }

  /** The Secret with which publishers read the federated API. */
  private readApi(site: Site): ReadApi {
    const { kubeconfig, restartOn } = this.inputs.reader;
    const secret = fileSecret(site, "federated-api", { kubeconfig });
    return { secret: secret.metadata.name, restartOn };
  }

  /** Lets the publishers see which Services are on which members, and nothing else in the federated API. */
  private grantReading(): pulumi.Resource {
    const { role, subject } = this.inputs.reader;
    const api = this.inputs.api.under(this);
    const rules = [{ apiGroups: [API_GROUPS.work], resources: ["resourcebindings"], verbs: ["list", "watch"] }];
    return grantClusterRole(api, LIBRARY_USERS.dns, role, rules, subject);
  }
}
