import { isIP } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import {
  CertificateAuthority,
  type CertificateExpiry,
  type CertificateArgs,
  type CertificateSubject,
  DEFAULT_LIFETIMES,
  type KeyPair,
  newTokenSigningKey,
} from "../pki/certificate-authority";
import { COMPONENTS, type Topology } from "../host/topology";

/** Group of Kubernetes whose members may do everything. */
const MASTERS = "system:masters";
const CLIENT = { uses: ["client_auth"] } as const;
const SERVER = { uses: ["server_auth"] } as const;

/** Users of the federated API that components sign in as, and that its RBAC names. */
export const USERS = {
  aggregatedApiServer: "system:karmada:aggregated-apiserver",
  controllerManager: "system:karmada:controller-manager",
  scheduler: "system:karmada:scheduler",
  webhook: "system:karmada:webhook",
  dns: "fedstack:dns",
} as const;

/** Every key pair of a control plane: one for each component and purpose. */
export class ControlPlanePki {
  public readonly authority: CertificateAuthority;
  public readonly etcdAuthority: CertificateAuthority;
  public readonly frontProxyAuthority: CertificateAuthority;

  public readonly etcdServer: KeyPair;
  public readonly etcdPeer: KeyPair;
  public readonly etcdApiServerClient: KeyPair;
  public readonly etcdAggregatedClient: KeyPair;
  public readonly apiServer: KeyPair;
  public readonly frontProxyClient: KeyPair;
  public readonly aggregatedApiServer: KeyPair;
  public readonly webhook: KeyPair;
  /** What the library itself signs in with, to set the federated API up. */
  public readonly provisioner: KeyPair;
  /** What the users of the output kubeconfig sign in with. */
  public readonly administrator: KeyPair;
  public readonly tokenSigningKey: { readonly private: pulumi.Output<string>; readonly public: pulumi.Output<string> };
  /** Client pairs of the components that speak to the federated API. */
  public readonly clients: Record<
    "aggregatedApiServer" | "kubeControllerManager" | "controllerManager" | "scheduler" | "webhook" | "dns",
    KeyPair
  >;

  /** @param addresses names and addresses by which the API server is reached from outside */
  public constructor(
    name: string,
    topology: Topology,
    addresses: readonly pulumi.Input<string>[],
    lifetimes: CertificateArgs,
    opts: pulumi.CustomResourceOptions,
  ) {
    const spans = { ...DEFAULT_LIFETIMES, ...lifetimes };
    this.authority = new CertificateAuthority(`${name}-ca`, spans, opts);
    this.etcdAuthority = new CertificateAuthority(`${name}-etcd-ca`, spans, opts);
    this.frontProxyAuthority = new CertificateAuthority(`${name}-front-proxy-ca`, spans, opts);

    const etcdNames = topology.etcd.certificateNames;
    this.etcdServer = this.etcdAuthority.issue("server", { commonName: "etcd", ...etcdNames, ...SERVER });
    this.etcdPeer = this.etcdAuthority.issue("peer", {
      commonName: "etcd-peer",
      ...etcdNames,
      uses: ["server_auth", "client_auth"],
    });
    this.etcdApiServerClient = this.etcdAuthority.issue("apiserver-client", {
      commonName: COMPONENTS.apiServer,
      ...CLIENT,
    });
    this.etcdAggregatedClient = this.etcdAuthority.issue("aggregated-client", {
      commonName: COMPONENTS.aggregatedApiServer,
      ...CLIENT,
    });
    this.frontProxyClient = this.frontProxyAuthority.issue("client", { commonName: "front-proxy-client", ...CLIENT });

    this.apiServer = this.authority.issue("apiserver", apiServerSubject(topology, addresses));
    this.aggregatedApiServer = this.authority.issue("aggregated-apiserver", {
      commonName: COMPONENTS.aggregatedApiServer,
      dnsNames: topology.serviceNames(COMPONENTS.aggregatedApiServer),
      ...SERVER,
    });
    this.webhook = this.authority.issue("webhook", {
      commonName: COMPONENTS.webhook,
      dnsNames: topology.serviceNames(COMPONENTS.webhook),
      ...SERVER,
    });

    const client = (role: string, commonName: string, organization?: string): KeyPair =>
      this.authority.issue(`${role}-client`, { commonName, organization, ...CLIENT });
    this.provisioner = client("provisioner", "fedstack:provisioner", MASTERS);
    this.administrator = client("administrator", "fedstack:administrator", MASTERS);
    this.clients = {
      aggregatedApiServer: client("aggregated-apiserver", USERS.aggregatedApiServer),
      kubeControllerManager: client("kube-controller-manager", "system:kube-controller-manager"),
      controllerManager: client("controller-manager", USERS.controllerManager),
      scheduler: client("scheduler", USERS.scheduler),
      webhook: client("webhook", USERS.webhook),
      dns: client("dns", USERS.dns),
    };

    const signing = newTokenSigningKey(`${name}-service-accounts`, opts);
    this.tokenSigningKey = { private: signing.privateKeyPem, public: signing.publicKeyPem };
  }

  /** When each certificate ends. */
  public get expiries(): CertificateExpiry[] {
    return [this.authority, this.etcdAuthority, this.frontProxyAuthority].flatMap(({ expiries }) => expiries);
  }
}

function apiServerSubject(topology: Topology, addresses: readonly pulumi.Input<string>[]): CertificateSubject {
  const outside = pulumi.all([...addresses]);
  return {
    commonName: COMPONENTS.apiServer,
    dnsNames: outside.apply((names) => [
      "localhost",
      ...topology.serviceNames("kubernetes", "default"),
      ...topology.serviceNames(COMPONENTS.apiServer),
      ...names.filter((name) => isIP(name) === 0),
    ]),
    ipAddresses: outside.apply((names) => ["127.0.0.1", ...names.filter((name) => isIP(name) !== 0)]),
    ...SERVER,
  };
}
