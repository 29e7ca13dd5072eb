import type * as pulumi from "@pulumi/pulumi";
import { deployEtcd } from "../host/etcd";
import { fileSecret, pairFiles } from "../host/secrets";
import type { Topology } from "../host/topology";
import type { Host } from "../host/host";
import { CertificateAuthority, type CertificateArgs, DEFAULT_LIFETIMES } from "../pki/certificate-authority";
import type { EtcdRecordsArgs } from "./dns-args";
import { COMPACTION, DNS_COMPONENTS, type Records, type RecordsCredentials, type RecordsUser } from "./records";

/**
 * Keeps the records in an etcd of the library's own. Its authority is its own too: who may read names may not sign in to
 * the control plane's database.
 */
export function ownRecords(
  host: Host,
  topology: Topology,
  lifetimes: CertificateArgs,
  args: EtcdRecordsArgs,
  parent: pulumi.Resource,
  opts: pulumi.CustomResourceOptions,
): Records {
  const site = topology.etcdSite(DNS_COMPONENTS.etcd, topology.dnsNamespace, args.replicas ?? 1);
  const spans = { ...DEFAULT_LIFETIMES, ...lifetimes };
  const authority = new CertificateAuthority(host.nameOf("records-ca"), spans, { parent });
  const { certificate } = authority.keyPair;
  const names = site.certificateNames;
  const server = authority.issue("server", { commonName: "etcd", ...names, uses: ["server_auth"] });
  const peer = authority.issue("peer", { commonName: "etcd-peer", ...names, uses: ["server_auth", "client_auth"] });
  const extraArgs = { ...COMPACTION, ...args.extraArgs };
  const etcd = deployEtcd(host, site, { authority: certificate, server, peer }, { ...args, extraArgs }, opts);

  const credentialsOf = (user: RecordsUser): RecordsCredentials => {
    const commonName = DNS_COMPONENTS[user];
    const pair = authority.issue(commonName, { commonName, uses: ["client_auth"] });
    const files = pairFiles(certificate, pair);
    const secret = fileSecret(host, topology.dnsNamespace, `records-${commonName}`, files, opts);
    return { secret: secret.metadata.name, restartOn: [certificate, pair.certificate] };
  };
  return {
    endpoints: site.clientUrls,
    credentials: { coreDns: credentialsOf("coreDns"), externalDns: credentialsOf("externalDns") },
    ready: [etcd],
    certificates: authority.expiries,
  };
}
