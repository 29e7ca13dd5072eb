import { isIP } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { agentUser, LIBRARY_USERS } from "../federated-api/users";
import { serviceNames } from "../host/addresses";
import { type EtcdPki, issueEtcdPki } from "../etcd/etcd";
import type { EtcdTlsArgs } from "../etcd/etcd-args";
import { EtcdMembers } from "../etcd/etcd-members";
import { clientPair } from "../etcd/external-etcd";
import { isSecured, metricsServerName } from "../host/metrics";
import type { Site } from "../host/site";
import type { Component, SecretRole } from "../karmada/component";
import { estimatorName } from "../karmada/names";
import type { CertificateArgs } from "../pki/certificate-args";
import { Authority } from "../pki/authority";
import { nameWithAuthority, trustedAuthorities } from "../pki/rotation";
import {
  type CertificateExpiry,
  type CertificateSubject,
  type KeyPair,
  newTokenSigningKey,
  type Signer,
} from "../pki/signer";
import { Trust } from "../pki/trust";

/** Kubernetes' group of users who may do everything. */
const MASTERS = "system:masters";
/** Kubernetes' group of users who may read metrics and health checks of its servers, and nothing else. */
const MONITORING = "system:monitoring";
const CLIENT = { uses: ["client_auth"] } as const;
const SERVER = { uses: ["server_auth"] } as const;

/** Key pairs of a control plane: one per component and purpose. */
export class ControlPlanePki {
  /** Who is believed in the federated API, and by those who ask it. */
  public readonly trust: Trust;
  /** Who is believed by the API servers that etcd answers. */
  public readonly etcdTrust: Trust;
  /** Who is believed to hand on what users ask. */
  public readonly frontProxyTrust: Trust;

  /** What the members of etcd are known by, if the library runs them. */
  public readonly etcd: EtcdPki | undefined;
  /** What the API server calls aggregated servers with. */
  public readonly frontProxyClient: KeyPair;
  /** Client of the library itself, which sets up the federated API. */
  public readonly provisioner: KeyPair;
  /** Client in the administrator's kubeconfig. */
  public readonly administrator: KeyPair;
  /** What reads for DNS which Services are where. */
  public readonly dns: KeyPair;
  /** What reads metrics, if anybody may. */
  public readonly metrics: KeyPair | undefined;
  /** What takes snapshots of etcd, if there are backups. */
  public readonly backup: KeyPair | undefined;
  /** The key that signs service account tokens, and the public keys by which they are believed. */
  public readonly tokenSigningKey: { readonly private: pulumi.Output<string>; readonly public: pulumi.Output<string> };
  private readonly pairs = new Map<string, KeyPair>();
  private readonly authorities: readonly Authority[];

  /**
   * @param etcd the members of the etcd that the library runs, or the client certificate for another one
   * @param addresses names and addresses of the API server for clients outside the host
   * @param backedUp whether something takes snapshots of etcd
   */
  public constructor(
    site: Site,
    etcd: EtcdMembers | EtcdTlsArgs,
    addresses: pulumi.Input<readonly string[]>,
    certificates: CertificateArgs,
    backedUp = false,
  ) {
    const opts = { parent: site.parent };
    const authority = (name: string): Authority => new Authority(site.nameOf(name), certificates, opts);
    const [ca, frontProxyCa] = [authority("ca"), authority("front-proxy-ca")];
    const { signer } = ca;
    this.trust = ca.trust;
    this.frontProxyTrust = frontProxyCa.trust;

    const components = Object.values(site.release.components);
    const issue = (by: Signer, role: SecretRole, subjectOf: (component: Component) => CertificateSubject): void => {
      for (const component of components) {
        const certificate = component.secrets[role]?.certificate;
        if (certificate) this.pairs.set(keyOf(component, role), by.issue(certificate, subjectOf(component)));
      }
    };
    if (etcd instanceof EtcdMembers) {
      const etcdCa = authority("etcd-ca");
      this.authorities = [ca, etcdCa, frontProxyCa];
      this.etcdTrust = etcdCa.trust;
      this.etcd = issueEtcdPki(etcdCa, etcd);
      issue(etcdCa.signer, "etcd", ({ name }) => ({ commonName: name, ...CLIENT }));
      if (backedUp) this.backup = etcdCa.signer.issue("backup-client", { commonName: "backup", ...CLIENT });
    } else {
      this.authorities = [ca, frontProxyCa];
      this.etcdTrust = new Trust(etcd.authority);
      const clients = components.filter(({ secrets }) => secrets.etcd);
      clients.forEach((component) => this.pairs.set(keyOf(component, "etcd"), clientPair(etcd)));
    }
    this.frontProxyClient = frontProxyCa.signer.issue("client", { commonName: "front-proxy-client", ...CLIENT });
    issue(signer, "tls", (component) => serverSubject(site, component, addresses));
    const person = (role: keyof typeof LIBRARY_USERS, organization?: string): KeyPair =>
      signer.issue(`${role}-client`, { commonName: LIBRARY_USERS[role], organization, ...CLIENT });
    this.provisioner = person("provisioner", MASTERS);
    this.administrator = person("administrator", MASTERS);
    issue(signer, "client", ({ user }) => ({ commonName: user!, ...CLIENT }));
    issue(signer, "estimators", ({ name }) => ({ commonName: name, ...CLIENT }));
    this.dns = person("dns");
    if (site.metrics) this.metrics = person("metrics", MONITORING);

    const tokenKeys = trustedAuthorities(certificates).map((number) =>
      newTokenSigningKey(site.nameOf(nameWithAuthority("service-accounts", number)), opts),
    );
    this.tokenSigningKey = {
      private: tokenKeys[0]!.privateKeyPem,
      public: pulumi.all(tokenKeys.map(({ publicKeyPem }) => publicKeyPem)).apply((keys) => keys.join("")),
    };
  }

  /** When each certificate expires. */
  public get expiries(): readonly CertificateExpiry[] {
    return this.authorities.flatMap(({ expiries }) => expiries);
  }

  /** Issues a client certificate for a person. */
  public personPair(user: string, group: string | undefined, hours: number): KeyPair {
    const subject = { commonName: user, organization: group, ...CLIENT };
    const lifetimes = { validityHours: hours, earlyRenewalHours: Math.floor(hours / 4) };
    return this.authorities[0]!.signer.issue(`person-${user}`, subject, lifetimes);
  }

  /** Issues the client certificate of the agent of a member in pull mode. */
  public agentPair(member: string): KeyPair {
    return this.authorities[0]!.signer.issue(`agent-${member}`, { commonName: agentUser(member), ...CLIENT });
  }

  /** Issues the certificate of the estimator of a member. */
  public estimatorPair(site: Site, member: string): KeyPair {
    const name = estimatorName(member);
    const subject = { commonName: name, dnsNames: site.serviceNames(name), ...SERVER };
    return this.authorities[0]!.signer.issue(name, subject);
  }

  /** The key pair in a secret of a component. */
  public pair(component: Component, role: SecretRole): KeyPair {
    return this.pairs.get(keyOf(component, role))!;
  }
}

function keyOf({ name }: Component, role: SecretRole): string {
  return `${name} ${role}`;
}

/** By which names a server is called: those of its Service, that of metrics, and some more if it is reached from outside the host. */
function serverSubject(
  site: Site,
  component: Component,
  addresses: pulumi.Input<readonly string[]>,
): CertificateSubject {
  const { name, ingress } = component;
  const inside = [
    ...site.serviceNames(name),
    ...(site.metrics && isSecured(component) ? [metricsServerName(site.namespace)] : []),
  ];
  if (ingress?.from !== "anyone") return { commonName: name, dnsNames: inside, ...SERVER };
  const outside = pulumi.output(addresses);
  return {
    commonName: name,
    dnsNames: outside.apply((names) => [
      "localhost",
      ...serviceNames("kubernetes", "default", site.clusterDomain),
      ...inside,
      ...names.filter((address) => isIP(address) === 0),
    ]),
    ipAddresses: outside.apply((names) => ["127.0.0.1", ...names.filter((address) => isIP(address) !== 0)]),
    ...SERVER,
  };
}
