import { isIP } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { LIBRARY_USERS } from "../federated-api/users";
import { serviceNames } from "../host/addresses";
import { type EtcdPki, issueEtcdPki } from "../host/etcd";
import type { EtcdMembers } from "../host/etcd-members";
import type { Site } from "../host/site";
import type { Component, SecretRole } from "../karmada/component";
import type { CertificateArgs } from "../pki/lifetimes";
import {
  type CertificateExpiry,
  type CertificateSubject,
  type KeyPair,
  newTokenSigningKey,
  Signer,
} from "../pki/signer";
import { Trust } from "../pki/trust";

/** Kubernetes' group of users who may do everything. */
const MASTERS = "system:masters";
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

  /** What the members of etcd are known by. */
  public readonly etcd: EtcdPki;
  /** What the API server calls aggregated servers with. */
  public readonly frontProxyClient: KeyPair;
  /** Client of the library itself, which sets up the federated API. */
  public readonly provisioner: KeyPair;
  /** Client in the administrator's kubeconfig. */
  public readonly administrator: KeyPair;
  /** What reads for DNS which Services are where. */
  public readonly dns: KeyPair;
  public readonly tokenSigningKey: { readonly private: pulumi.Output<string>; readonly public: pulumi.Output<string> };
  private readonly pairs = new Map<string, KeyPair>();
  private readonly signers: readonly Signer[];

  /** @param addresses names and addresses of the API server for clients outside the host */
  public constructor(
    site: Site,
    etcdMembers: EtcdMembers,
    addresses: readonly pulumi.Input<string>[],
    lifetimes: CertificateArgs,
  ) {
    const opts = { parent: site.parent };
    const signer = new Signer(site.nameOf("ca"), lifetimes, opts);
    const etcdSigner = new Signer(site.nameOf("etcd-ca"), lifetimes, opts);
    const frontProxySigner = new Signer(site.nameOf("front-proxy-ca"), lifetimes, opts);
    this.trust = new Trust(signer.certificate);
    this.etcdTrust = new Trust(etcdSigner.certificate);
    this.frontProxyTrust = new Trust(frontProxySigner.certificate);

    const components = Object.values(site.release.components);
    const issue = (by: Signer, role: SecretRole, subjectOf: (component: Component) => CertificateSubject): void => {
      for (const component of components) {
        const certificate = component.secrets[role]?.certificate;
        if (certificate) this.pairs.set(keyOf(component, role), by.issue(certificate, subjectOf(component)));
      }
    };
    this.etcd = issueEtcdPki(etcdSigner, etcdMembers);
    issue(etcdSigner, "etcd", ({ name }) => ({ commonName: name, ...CLIENT }));
    this.frontProxyClient = frontProxySigner.issue("client", { commonName: "front-proxy-client", ...CLIENT });
    issue(signer, "tls", (component) => serverSubject(site, component, addresses));
    const person = (role: keyof typeof LIBRARY_USERS, organization?: string): KeyPair =>
      signer.issue(`${role}-client`, { commonName: LIBRARY_USERS[role], organization, ...CLIENT });
    this.provisioner = person("provisioner", MASTERS);
    this.administrator = person("administrator", MASTERS);
    issue(signer, "client", ({ user }) => ({ commonName: user!, ...CLIENT }));
    this.dns = person("dns");

    const signing = newTokenSigningKey(site.nameOf("service-accounts"), opts);
    this.tokenSigningKey = { private: signing.privateKeyPem, public: signing.publicKeyPem };
    this.signers = [signer, etcdSigner, frontProxySigner];
  }

  /** When each certificate expires. */
  public get expiries(): readonly CertificateExpiry[] {
    return this.signers.flatMap(({ expiries }) => expiries);
  }

  /** Issues a client certificate for a person. */
  public personPair(user: string, group: string | undefined, hours: number): KeyPair {
    const subject = { commonName: user, organization: group, ...CLIENT };
    const lifetimes = { validityHours: hours, earlyRenewalHours: Math.floor(hours / 4) };
    return this.signers[0]!.issue(`person-${user}`, subject, lifetimes);
  }

  /** The key pair in a secret of a component. */
  public pair(component: Component, role: SecretRole): KeyPair {
    return this.pairs.get(keyOf(component, role))!;
  }
}

function keyOf({ name }: Component, role: SecretRole): string {
  return `${name} ${role}`;
}

/** By which names a server is called: those of its Service, and for who is reached from outside the host some more. */
function serverSubject(
  site: Site,
  { name, ingress }: Component,
  addresses: readonly pulumi.Input<string>[],
): CertificateSubject {
  if (ingress?.from !== "anyone") return { commonName: name, dnsNames: site.serviceNames(name), ...SERVER };
  const outside = pulumi.all([...addresses]);
  return {
    commonName: name,
    dnsNames: outside.apply((names) => [
      "localhost",
      ...serviceNames("kubernetes", "default", site.clusterDomain),
      ...site.serviceNames(name),
      ...names.filter((address) => isIP(address) === 0),
    ]),
    ipAddresses: outside.apply((names) => ["127.0.0.1", ...names.filter((address) => isIP(address) !== 0)]),
    ...SERVER,
  };
}
