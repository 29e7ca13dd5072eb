import * as k8s from "@pulumi/kubernetes";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { addressAndPort, balancerAddresses, nodePortOf } from "../host/addresses";
import type { Host } from "../host/host";
import { type IngressRule, restrictIngress } from "../host/network-policies";
import type { CertificateExpiry, CertificateArgs, KeyPair } from "../pki/certificate-authority";
import { admissionGate } from "../federated-api/admission-gate";
import type { ApiAccess } from "../federated-api/api-gate";
import { type ApiServerArgs, apiServerService, deployApiServer } from "./api-server";
import type { ComponentArgs } from "../host/component";
import { type ControllerName, deployController } from "./controllers";
import type { Definition } from "../karmada/definitions";
import { deployEtcd, type EtcdArgs } from "../host/etcd";
import { etcdAnnotations, etcdLayout, keepEtcdLayout } from "../host/etcd-guard";
import { FederatedApi } from "../federated-api/federated-api";
import { ControlPlanePki } from "./pki";
import { clientKubeconfig } from "../host/secrets";
import { COMPONENTS, PORTS, type Topology } from "../host/topology";

/** The components of the control plane and what may be chosen for each. */
export interface ControlPlaneArgs {
  /** The database of the control plane. */
  readonly etcd?: EtcdArgs;
  /** The server of the federated API. */
  readonly apiServer?: ApiServerArgs;
  /** The server of the kind `Cluster` in the federated API. */
  readonly aggregatedApiServer?: ComponentArgs;
  /** Kubernetes' own controllers in the federated API: namespaces, garbage collection, tokens. */
  readonly kubeControllerManager?: ComponentArgs;
  /** Karmada's controllers, which carry objects to the members. */
  readonly controllerManager?: ComponentArgs;
  /** Decides which members run what. */
  readonly scheduler?: ComponentArgs;
  /** Completes and checks policies. */
  readonly webhook?: ComponentArgs;
}

/** @internal */
export interface ControlPlaneInputs {
  readonly host: Host;
  readonly topology: Topology;
  readonly clusterDomain: string;
  readonly hostAddress: pulumi.Input<string>;
  readonly components: ControlPlaneArgs;
  readonly certificates: CertificateArgs;
  readonly definitions: readonly Definition[];
  readonly namespaceProvider: Provider;
}

/** Everything on the host that makes the federated API and acts upon it. Others may wait for it; it waits for nobody. */
export class ControlPlane extends pulumi.ComponentResource {
  /** URL of the federated API. */
  public readonly endpoint: pulumi.Output<string>;
  /** Kubeconfig for the federation's users. Resolves once the API accepts policies. Secret. */
  public readonly kubeconfig: pulumi.Output<string>;
  /** Provider for the federated API. Whatever uses it comes after the whole control plane, and goes before it. */
  public readonly provider: Provider;
  /** When each certificate ends. */
  public readonly certificates: readonly CertificateExpiry[];
  /** @internal */
  public readonly access: ApiAccess;
  /** @internal */
  public readonly pki: ControlPlanePki;
  /** @internal */
  public readonly namespace: k8s.core.v1.Namespace;
  /** @internal */
  public readonly server: pulumi.Resource;

  /** @internal */
  public constructor(name: string, inputs: ControlPlaneInputs, opts: pulumi.ComponentResourceOptions) {
    super("fedstack:index:ControlPlane", name, {}, opts);
    const { topology, components, clusterDomain } = inputs;
    const federation = topology.name;
    const host = inputs.host.under(this);
    const apiServer = components.apiServer ?? {};

    this.namespace = new k8s.core.v1.Namespace(
      host.nameOf("namespace"),
      {
        metadata: host.metadata(topology.namespace, undefined, {
          labels: RESTRICTED,
          annotations: etcdAnnotations(etcdLayout(components.etcd ?? {})),
        }),
      },
      { ...host.options(keepEtcdLayout(host.nameOf("namespace"), "etcd")), provider: inputs.namespaceProvider },
    );
    const inNamespace = { dependsOn: [this.namespace], deletedWith: this.namespace };

    const service = apiServerService(host, topology, apiServer.service ?? {}, inNamespace);
    const address = advertisedAddress(topology, apiServer, service, inputs.hostAddress);
    const addresses = [address, ...(apiServer.certificateNames ?? [])];
    this.pki = new ControlPlanePki(federation, topology, addresses, inputs.certificates, { parent: this });
    this.certificates = this.pki.expiries;
    this.endpoint = advertisedEndpoint(apiServer, service, address);

    restrictIngress(host, topology.namespace, INGRESS, inNamespace);
    const etcd = deployEtcd(host, topology.etcd, etcdPki(this.pki), components.etcd ?? {}, inNamespace);
    this.server = deployApiServer(host, topology, clusterDomain, this.pki, apiServer, inNamespace);

    const authority = this.pki.authority.keyPair.certificate;
    const provisioner = new k8s.Provider(
      host.nameOf("provisioner"),
      {
        kubeconfig: clientKubeconfig(federation, this.endpoint, authority, this.pki.provisioner),
        clusterIdentifier: federation,
        upsertExistingObjects: true,
      },
      { parent: this, dependsOn: [etcd, this.server] },
    );
    const api = new FederatedApi(topology, authority, {
      parent: this,
      provider: provisioner,
      deletedWith: this.namespace,
    });
    const namespaces = api.createNamespaces();
    const roles = api.createRoles();
    const definitions = api.createDefinitions(inputs.definitions);

    const run = (controller: ControllerName, dependsOn: pulumi.Resource[]): k8s.apps.v1.Deployment =>
      deployController(controller, host, topology, this.pki, components[controller] ?? {}, {
        ...inNamespace,
        dependsOn: [this.namespace, ...namespaces, ...roles, ...dependsOn],
      });
    const aggregated = run("aggregatedApiServer", []);
    const kubeControllerManager = run("kubeControllerManager", []);
    const apiService = api.registerAggregatedApi(namespaces[0]!, aggregated);
    const ofKarmada = [...definitions, apiService];
    const controllerManager = run("controllerManager", ofKarmada);
    const scheduler = run("scheduler", ofKarmada);
    const webhook = run("webhook", ofKarmada);
    const webhooks = api.registerWebhooks([webhook]);

    const registered = pulumi.all(webhooks.map(({ urn }) => urn));
    const endpoint = pulumi.all([this.endpoint, registered]).apply(([url]) => url);
    this.access = { endpoint, authority, client: this.pki.provisioner };
    const accepting = admissionGate(this.access, federation, host.timeoutSeconds);
    const kubeconfigOf = (pair: KeyPair): pulumi.Output<string> =>
      pulumi
        .all([clientKubeconfig(federation, this.endpoint, authority, pair), accepting])
        .apply(([kubeconfig]) => kubeconfig);
    this.kubeconfig = kubeconfigOf(this.pki.administrator);
    this.provider = new k8s.Provider(
      host.nameOf("api"),
      {
        kubeconfig: kubeconfigOf(this.pki.provisioner),
        clusterIdentifier: federation,
        upsertExistingObjects: true,
        enableConfigMapMutable: true,
        enableSecretMutable: true,
      },
      { parent: this, dependsOn: [kubeControllerManager, controllerManager, scheduler, ...webhooks] },
    );
    this.registerOutputs({ endpoint: this.endpoint });
  }
}

const RESTRICTED = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/warn": "restricted",
};

const INGRESS: readonly IngressRule[] = [
  { component: COMPONENTS.apiServer, ports: [{ port: PORTS.apiServer }], from: "anywhere" },
  {
    component: COMPONENTS.aggregatedApiServer,
    ports: [{ port: PORTS.aggregatedApiServer }],
    from: [COMPONENTS.apiServer],
  },
  { component: COMPONENTS.webhook, ports: [{ port: PORTS.webhook }], from: [COMPONENTS.apiServer] },
  {
    component: COMPONENTS.etcd,
    ports: [{ port: PORTS.etcdClient }, { port: PORTS.etcdPeer }],
    from: [COMPONENTS.etcd, COMPONENTS.apiServer, COMPONENTS.aggregatedApiServer],
  },
];

function etcdPki(pki: ControlPlanePki): Parameters<typeof deployEtcd>[2] {
  return { authority: pki.etcdAuthority.keyPair.certificate, server: pki.etcdServer, peer: pki.etcdPeer };
}

function advertisedAddress(
  topology: Topology,
  { service: args = {} }: ApiServerArgs,
  service: k8s.core.v1.Service,
  hostAddress: pulumi.Input<string>,
): pulumi.Output<string> {
  if (args.advertiseAddress) return pulumi.output(args.advertiseAddress);
  switch (args.type ?? "NodePort") {
    case "NodePort":
      return pulumi.output(hostAddress);
    case "LoadBalancer":
      return balancerAddresses(service).apply(([first]) => first!);
    case "ClusterIP":
      return pulumi.output(topology.hostOf(COMPONENTS.apiServer));
  }
}

function advertisedEndpoint(
  { service: args = {} }: ApiServerArgs,
  service: k8s.core.v1.Service,
  address: pulumi.Output<string>,
): pulumi.Output<string> {
  const port =
    (args.type ?? "NodePort") === "NodePort"
      ? nodePortOf(service, args.nodePort)
      : pulumi.output<number>(PORTS.apiServer);
  return pulumi.all([address, port]).apply(([host, number]) => `https://${addressAndPort(host, number)}`);
}
