import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { dnsNames, type ServiceName } from "@fedstack/constructs/names";
import type { ControlPlane } from "../control-plane/control-plane";
import { USERS } from "../control-plane/pki";
import { clientKubeconfig, fileSecret } from "../host/secrets";
import { PORTS, type Topology } from "../host/topology";
import { etcdAnnotations, etcdLayout, keepEtcdLayout } from "../host/etcd-guard";
import type { Host } from "../host/host";
import { ownedMetadata } from "../kube/labels";
import { type IngressRule, restrictIngress } from "../host/network-policies";
import type { CertificateExpiry, CertificateArgs } from "../pki/certificate-authority";
import type { DnsArgs, DnsRecordsArgs } from "./dns-args";
import { operatorRecords } from "./etcd-operator";
import { externalRecords } from "./external-records";
import { ownRecords } from "./own-records";
import { DEFAULT_TTL_SECONDS, deployNameServers, nameServerAddresses, nameServerService } from "./name-servers";
import { deployPublisher } from "./publisher";
import type { PublishedMember } from "./record-template";
import { DNS_COMPONENTS, type Records } from "./records";
import { CORE_DNS_PORTS, stubDomain } from "./zone-corefile";

/** @internal */
export interface DnsInputs {
  readonly host: Host;
  readonly topology: Topology;
  /** Zone, with the dot at its end. */
  readonly zone: string;
  /** Where the host's nodes are reached. */
  readonly hostAddress: pulumi.Input<string>;
  readonly controlPlane: ControlPlane;
  readonly args: DnsArgs;
  readonly certificates: CertificateArgs;
  readonly namespaceProvider: k8s.Provider;
}

/**
 * Names of federated Services: name servers for the zone, the records, and what writes them.
 *
 * A Service of type LoadBalancer answers with the addresses of the members that it is placed on. One that does not
 * answer any more keeps its address until the control plane takes the Service away from it. Load balancers with host
 * names become CNAME records, which name servers follow only with {@link DnsArgs.upstreams}.
 *
 * @example
 * const federation = new Federation(Cluster.fromFile("f-cluster", "kubeconfig"), "kairen.com.", {
 *   dns: { service: { nodePort: 30053 } },
 * });
 * export const nameServers = federation.dns.nameServers; // ["172.22.132.31:30053"]
 * export const name = federation.dns.nameOf("nginx"); // nginx.default.federation.svc.kairen.com
 */
export class Dns extends pulumi.ComponentResource {
  /** Zone, with the dot at its end. */
  public readonly zone: string;
  /** Where the name servers answer by UDP and TCP, as `address:port`. */
  public readonly nameServers: pulumi.Output<string[]>;
  /** What the Corefile of a cluster's own CoreDNS needs to find the zone, where {@link nameServers} are IP addresses. */
  public readonly stubDomain: pulumi.Output<string>;
  /** Each certificate of the records' etcd and its end, where it is the library's. */
  public readonly certificates: readonly CertificateExpiry[];

  private readonly records: Records;
  private readonly api: { readonly secret: pulumi.Input<string>; readonly certificate: pulumi.Output<string> };
  private readonly publishing: pulumi.CustomResourceOptions;
  private readonly host: Host;

  /** @internal */
  public constructor(
    name: string,
    private readonly inputs: DnsInputs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("fedstack:index:Dns", name, {}, opts);
    const { topology, args, controlPlane, zone } = inputs;
    const recordsArgs = args.records ?? { kind: "operator" };
    const service = args.service ?? {};
    const ttlSeconds = args.ttlSeconds ?? DEFAULT_TTL_SECONDS;
    this.host = inputs.host.under(this);
    this.zone = zone;

    const namespace = new k8s.core.v1.Namespace(
      this.host.nameOf("dns-namespace"),
      {
        metadata: this.host.metadata(topology.dnsNamespace, undefined, {
          labels: podSecurity(recordsArgs),
          annotations: recordsArgs.kind === "etcd" ? etcdAnnotations(etcdLayout(recordsArgs)) : {},
        }),
      },
      {
        ...this.host.options(keepEtcdLayout(this.host.nameOf("dns-namespace"), "dns.records")),
        provider: inputs.namespaceProvider,
      },
    );
    // What the host's nodes can do goes to the API server first: everything else waits for it.
    const inNamespace = { dependsOn: [namespace, controlPlane.server], deletedWith: namespace };
    restrictIngress(this.host, topology.dnsNamespace, ingressRules(recordsArgs), inNamespace);

    this.records = this.createRecords(recordsArgs, namespace, inNamespace);
    this.certificates = this.records.certificates ?? [];
    deployNameServers(this.host, topology, zone, this.records, args, inNamespace);
    const nameServers = nameServerService(this.host, topology, service, inNamespace);
    this.nameServers = nameServerAddresses(nameServers, service, inputs.hostAddress);
    this.stubDomain = this.nameServers.apply((addresses) => stubDomain(zone, addresses, ttlSeconds));

    const { pki } = controlPlane;
    const authority = pki.authority.keyPair.certificate;
    const kubeconfig = clientKubeconfig(topology.name, topology.apiServerUrl, authority, pki.clients.dns);
    const secret = fileSecret(this.host, topology.dnsNamespace, "federated-api", { kubeconfig }, inNamespace);
    this.api = {
      secret: secret.metadata.name,
      certificate: pulumi.concat(authority, pki.clients.dns.certificate),
    };
    this.publishing = {
      dependsOn: [namespace, ...this.records.ready, ...this.grantReading()],
      deletedWith: namespace,
    };
    this.registerOutputs({ zone, nameServers: this.nameServers });
  }

  /**
   * Name under which a federated Service of type LoadBalancer answers with every member's address.
   *
   * @param namespace its namespace, `"default"` if not given
   */
  public nameOf(service: string | ServiceName, namespace?: string): string {
    const named = typeof service === "string" ? { name: service, namespace } : service;
    return dnsNames(named, this.inputs.topology.name, this.zone).global;
  }

  /** @internal */
  public publishMember(member: PublishedMember): void {
    const { topology, zone, args } = this.inputs;
    deployPublisher(
      {
        host: this.host,
        topology,
        zone,
        member,
        records: this.records,
        api: this.api,
        ttlSeconds: args.ttlSeconds ?? DEFAULT_TTL_SECONDS,
        args: args.publisher ?? {},
      },
      this.publishing,
    );
  }

  private createRecords(
    args: DnsRecordsArgs,
    namespace: k8s.core.v1.Namespace,
    opts: pulumi.CustomResourceOptions,
  ): Records {
    const { host } = this;
    const { topology, certificates } = this.inputs;
    switch (args.kind) {
      case "operator":
        return operatorRecords({ host, topology, namespace, args, opts });
      case "etcd":
        return ownRecords(host, topology, certificates, args, this, opts);
      case "external":
        return externalRecords(host, topology, args, opts);
    }
  }

  /** Lets the publishers see which Services are on which members, and nothing else of the federated API. */
  private grantReading(): pulumi.Resource[] {
    const { controlPlane, topology } = this.inputs;
    const metadata = ownedMetadata(topology.name, { name: USERS.dns });
    const opts = { parent: this, provider: controlPlane.provider, deletedWith: controlPlane.namespace };
    const role = new k8s.rbac.v1.ClusterRole(
      this.host.nameOf(USERS.dns),
      {
        metadata,
        rules: [{ apiGroups: ["work.karmada.io"], resources: ["resourcebindings"], verbs: ["list", "watch"] }],
      },
      opts,
    );
    const binding = new k8s.rbac.v1.ClusterRoleBinding(
      this.host.nameOf(USERS.dns),
      {
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
        subjects: [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: USERS.dns }],
      },
      opts,
    );
    return [binding];
  }
}

/** Pods of etcd-operator's clusters carry no security context: the one exception from the profile "restricted". */
function podSecurity({ kind }: DnsRecordsArgs): Record<string, string> {
  return {
    "pod-security.kubernetes.io/enforce": kind === "operator" ? "baseline" : "restricted",
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/audit": "restricted",
  };
}

function ingressRules(records: DnsRecordsArgs): IngressRule[] {
  const { coreDns, externalDns, etcd, etcdOperator } = DNS_COMPONENTS;
  const { dns, metrics } = CORE_DNS_PORTS;
  const nameServers: IngressRule = {
    component: coreDns,
    ports: [{ port: dns, protocol: "UDP" }, { port: dns, protocol: "TCP" }, { port: metrics }],
    from: "anywhere",
  };
  if (records.kind === "external") return [nameServers];
  const operator =
    records.kind === "etcd"
      ? []
      : [records.operatorNamespace === undefined ? etcdOperator : { namespace: records.operatorNamespace }];
  const store: IngressRule = {
    component: etcd,
    ports: [{ port: PORTS.etcdClient }, { port: PORTS.etcdPeer }],
    from: [etcd, coreDns, externalDns, ...operator],
  };
  return [nameServers, store];
}
