import { deployEtcd, issueEtcdPki } from "../etcd/etcd";
import { EtcdMembers } from "../etcd/etcd-members";
import { fileSecret, pairFiles } from "../host/secrets";
import type { Site } from "../host/site";
import type { CertificateArgs } from "../pki/certificate-args";
import { Authority } from "../pki/authority";
import type { EtcdRecordsArgs } from "./dns-args";
import { COMPACTION, DNS_COMPONENTS, type Records, type RecordsCredentials, type RecordsUser } from "./records";

/**
 * Runs an etcd for the records, with its own certificate authority: its clients cannot authenticate to the control
 * plane's etcd.
 */
export function ownRecords(site: Site, certificates: CertificateArgs, args: EtcdRecordsArgs): Records {
  const members = new EtcdMembers(site, DNS_COMPONENTS.etcd, args.replicas ?? 1);
  const authority = new Authority(site.nameOf("records-ca"), certificates, { parent: site.parent });
  const pki = issueEtcdPki(authority, members);
  const extraArgs = { ...COMPACTION, ...args.extraArgs };
  const etcd = deployEtcd(site, members, pki, "dns.records", { ...args, extraArgs });

  const credentialsOf = (user: RecordsUser): RecordsCredentials => {
    const commonName = DNS_COMPONENTS[user];
    const pair = authority.signer.issue(commonName, { commonName, uses: ["client_auth"] });
    const secret = fileSecret(site, `records-${commonName}`, pairFiles(pki.trust, pair));
    return { secret: secret.metadata.name, restartOn: [pki.trust.bundle, pair.certificate] };
  };
  return {
    endpoints: members.clientUrls,
    credentials: { coreDns: credentialsOf("coreDns"), externalDns: credentialsOf("externalDns") },
    ready: [etcd.ready, etcd.complete],
    certificates: authority.expiries,
  };
}
