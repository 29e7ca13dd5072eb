import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Fields, required, STRING, within } from "@fedstack/constructs/faults";
import { dnsNames, type ServiceName } from "@fedstack/constructs/names";
import { LIBRARY_USERS } from "../federated-api/users";
import { type ApiAccess, clientKubeconfig } from "../host/api-access";
import { etcdAnnotations, etcdLayout, keepEtcdLayout } from "../host/etcd-guard";
import { createNamespace } from "../host/namespaces";
import { restrictTraffic } from "../host/network-policies";
import { withPullSecret } from "../host/pull-secret";
import { grantClusterRole, user } from "../host/rbac";
import { fileSecret } from "../host/secrets";
import type { Site } from "../host/site";
import type { CertificateArgs } from "../pki/certificate-args";
import type { CertificateExpiry } from "../pki/signer";
import { refuse } from "../validation/errors";
import { isDeferred, shapeFaults } from "../validation/shape";
import type { DnsArgs, DnsRecordsArgs } from "./dns-args";
import { operatorRecords } from "./etcd-operator";
import { externalRecords } from "./external-records";
import { ownRecords } from "./own-records";
import { DEFAULT_TTL_SECONDS, deployNameServers, nameServerAddresses, nameServerService } from "./name-servers";
import { deployPublisher } from "./publisher";
import type { PublishedMember } from "./record-template";
import type { Records } from "./records";
import { dnsTraffic } from "./traffic";
import { forwardingWarnings, stubDomain } from "./zone-corefile";

const SERVICE_NAME: Fields<ServiceName> = {
  name: required(STRING, 'use the name of the Service, such as "nginx"'),
  namespace: STRING,
};

/** Publishers see changes at once, and write at most once a second. */
const UNPUBLISH_SECONDS = 5;

/** @internal */
export interface DnsInputs {
  /** The host, as the federation sees it. */
  readonly site: Site;
  /** Namespace of DNS on the host. */
  readonly namespace: string;
  /** Namespace of the control plane on the host. */
  readonly systemNamespace: string;
  /** Zone, with a trailing dot. */
  readonly zone: string;
  /** Address of the host's nodes. */
  readonly hostAddress: pulumi.Input<string>;
  /** The federated API, for what DNS makes there. */
  readonly api: Site;
  /** How publishers, which run on the host, reach the federated API. */
  readonly access: ApiAccess;
  /** The federated API's server, which starts first. */
  readonly server: pulumi.Resource;
  readonly args: DnsArgs;
  readonly certificates: CertificateArgs;
}

/**
 * DNS of federated Services: name servers for the zone, the records, and what writes them.
 *
 * The name of a Service of type LoadBalancer resolves to the addresses of the members that it is placed on. A member
 * that no longer responds keeps its address until the control plane removes the Service from it. Load balancers with
 * host names become CNAME records, which the name servers follow only with {@link DnsArgs.upstreams}.
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
  /** Addresses of the name servers for UDP and TCP, as `address:port`. */
  public readonly nameServers: pulumi.Output<string[]>;
  /** Certificates of the records' etcd, and when they expire, if the library runs it. */
  public readonly certificates: readonly CertificateExpiry[];

  private readonly records: Records;
  private readonly api: { readonly secret: pulumi.Input<string>; readonly certificate: pulumi.Output<string> };
  private readonly publishing: Site;

  /** @internal */
  public constructor(
    name: string,
    private readonly inputs: DnsInputs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("fedstack:index:Dns", name, {}, opts);
    const { access, args, server, zone } = inputs;
    const recordsArgs = args.records ?? { kind: "operator" };
    const service = args.service ?? {};
    const outer = inputs.site.under(this);
    this.zone = zone;

    const annotations = recordsArgs.kind === "etcd" ? etcdAnnotations(etcdLayout(recordsArgs)) : {};
    const namespace = createNamespace(
      outer,
      "dns-namespace",
      inputs.namespace,
      { labels: podSecurity(recordsArgs), annotations },
      { hooks: { beforeUpdate: keepEtcdLayout(outer.nameOf("dns-namespace"), "dns.records") } },
    );
    const inNamespace = withPullSecret(outer.in(inputs.namespace, namespace));
    // The host's nodes start the API server first, so everything else waits for it.
    const site = inNamespace.after(server);
    restrictTraffic(site, dnsTraffic(args, inputs.systemNamespace, site.release));

    this.records = this.createRecords(recordsArgs, site, namespace);
    this.certificates = this.records.certificates ?? [];
    deployNameServers(site, zone, this.records, args);
    const nameServers = nameServerService(site, service);
    this.nameServers = nameServerAddresses(nameServers, service, inputs.hostAddress);

    const secret = fileSecret(site, "federated-api", { kubeconfig: clientKubeconfig(site.federation, access) });
    const certificate = pulumi.concat(access.trust.bundle, access.client.certificate);
    this.api = { secret: secret.metadata.name, certificate };
    this.publishing = inNamespace.after(...this.records.ready, this.grantReading());
    this.registerOutputs({ zone, nameServers: this.nameServers });
  }

  /**
   * Server block for the Corefile of a cluster's own CoreDNS to find the zone. It needs IP addresses: put them in the place
   * of names that {@link nameServers} contain.
   */
  public get stubDomain(): pulumi.Output<string> {
    const { zone, ttlSeconds } = this;
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
    return UNPUBLISH_SECONDS + this.ttlSeconds;
  }

  private get ttlSeconds(): number {
    return this.inputs.args.ttlSeconds ?? DEFAULT_TTL_SECONDS;
  }

  /** @internal */
  public publishMember(member: PublishedMember): void {
    const { zone, args } = this.inputs;
    deployPublisher(this.publishing, {
      zone,
      member,
      records: this.records,
      api: this.api,
      ttlSeconds: this.ttlSeconds,
      args: args.publisher ?? {},
    });
  }

  private createRecords(args: DnsRecordsArgs, site: Site, namespace: k8s.core.v1.Namespace): Records {
    switch (args.kind) {
      case "operator":
        return operatorRecords(site, namespace, args);
      case "etcd":
        return ownRecords(site, this.inputs.certificates, args);
      case "external":
        return externalRecords(site, args);
    }
  }

  /** Lets the publishers see which Services are on which members, and nothing else in the federated API. */
  private grantReading(): pulumi.Resource {
    const api = this.inputs.api.under(this);
    const rules = [{ apiGroups: ["work.karmada.io"], resources: ["resourcebindings"], verbs: ["list", "watch"] }];
    return grantClusterRole(api, LIBRARY_USERS.dns, LIBRARY_USERS.dns, rules, user(LIBRARY_USERS.dns));
  }
}

/** Pods of etcd-operator's clusters have no security context: the only exception from the profile "restricted". */
function podSecurity({ kind }: DnsRecordsArgs): Record<string, string> {
  return {
    "pod-security.kubernetes.io/enforce": kind === "operator" ? "baseline" : "restricted",
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/audit": "restricted",
  };
}
