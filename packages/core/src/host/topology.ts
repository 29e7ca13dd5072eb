/** Where everything of one federation answers: namespaces, Services, ports and URLs, from which certificates, flags and kubeconfigs are derived. */

/** Ports of the control plane's pods. */
export const PORTS = {
  etcdClient: 2379,
  etcdPeer: 2380,
  etcdMetrics: 2381,
  apiServer: 5443,
  aggregatedApiServer: 8443,
  kubeControllerManager: 10257,
  controllerManagerHealth: 10357,
  schedulerHealth: 10351,
  webhook: 8443,
  metrics: 8080,
} as const;

/** Names of the control plane's components, which are their Deployments', Services' and certificates' names. */
export const COMPONENTS = {
  etcd: "etcd",
  apiServer: "karmada-apiserver",
  aggregatedApiServer: "karmada-aggregated-apiserver",
  kubeControllerManager: "kube-controller-manager",
  controllerManager: "karmada-controller-manager",
  scheduler: "karmada-scheduler",
  webhook: "karmada-webhook",
} as const;

/** Where one etcd runs, and the names by which its members and clients find it. */
export class EtcdSite {
  public constructor(
    public readonly name: string,
    public readonly namespace: string,
    public readonly replicas: number,
    private readonly serviceNames: readonly string[],
  ) {}

  /** Name of its Service in full. Each member has a name below it. */
  public get serviceHost(): string {
    return this.serviceNames.at(-1)!;
  }

  /** URLs for its clients. */
  public get clientUrls(): string[] {
    return this.members.map((member) => `https://${member}.${this.serviceHost}:${PORTS.etcdClient}`);
  }

  /** How its members find each other at first. */
  public get initialCluster(): string {
    return this.members.map((member) => `${member}=https://${member}.${this.serviceHost}:${PORTS.etcdPeer}`).join(",");
  }

  /** Names in the certificates of its members, however many there are. */
  public get certificateNames(): { readonly dnsNames: string[]; readonly ipAddresses: string[] } {
    return { dnsNames: ["localhost", ...this.serviceNames, `*.${this.serviceHost}`], ipAddresses: ["127.0.0.1"] };
  }

  private get members(): string[] {
    return Array.from({ length: this.replicas }, (_, index) => `${this.name}-${index}`);
  }
}

export class Topology {
  /** Namespace of the control plane, on the host and inside the federated API. */
  public readonly namespace: string;
  /** Namespace on the host of what answers DNS. */
  public readonly dnsNamespace: string;
  /** The control plane's own etcd. */
  public readonly etcd: EtcdSite;

  public constructor(
    /** Name of the federation. */
    public readonly name: string,
    private readonly clusterDomain: string,
    etcdReplicas: number,
    namespaces: { readonly system?: string; readonly dns?: string } = {},
  ) {
    this.namespace = namespaces.system ?? `${name}-system`;
    this.dnsNamespace = namespaces.dns ?? name;
    this.etcd = this.etcdSite(COMPONENTS.etcd, this.namespace, etcdReplicas);
  }

  /** Every name by which pods of the host may ask for a Service. The shortest that always resolves is the last. */
  public serviceNames(service: string, namespace: string = this.namespace): string[] {
    return [
      service,
      `${service}.${namespace}`,
      `${service}.${namespace}.svc`,
      `${service}.${namespace}.svc.${this.clusterDomain}`,
    ];
  }

  /** The name of a Service in full. */
  public hostOf(service: string, namespace?: string): string {
    return this.serviceNames(service, namespace).at(-1)!;
  }

  /** URL of the federated API for pods of the host. */
  public get apiServerUrl(): string {
    return `https://${this.hostOf(COMPONENTS.apiServer)}:${PORTS.apiServer}`;
  }

  /** URL under which the API server calls the webhooks. Its host is the name in the certificate that Karmada expects. */
  public webhookUrl(path: string): string {
    return `https://${COMPONENTS.webhook}.${this.namespace}.svc:443/${path}`;
  }

  /** Where an etcd of the federation runs. */
  public etcdSite(name: string, namespace: string, replicas: number): EtcdSite {
    return new EtcdSite(name, namespace, replicas, this.serviceNames(name, namespace));
  }
}
