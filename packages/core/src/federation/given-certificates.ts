import * as pulumi from "@pulumi/pulumi";
import { ownNameServers } from "../dns/provider-args";
import type { EtcdTlsArgs } from "../etcd/etcd-args";
import { ownValidity, trustValidity, type Validity } from "../pki/expiry";
import type { CertificateExpiry } from "../pki/signer";
import type { FederationArgs } from "./federation-args";

type Given = pulumi.Input<string> | undefined;

/** Certificates that the program gives to the federation, by the paths of the arguments. Nothing but their givers renews them. */
export function givenCertificates(
  args: Pick<FederationArgs, "certificates" | "etcd" | "dns" | "apiServer">,
): readonly CertificateExpiry[] {
  const records = ownNameServers(args.dns)?.records;
  const issuers = args.apiServer?.oidc ?? [];
  return [
    ...expiry("certificates.issuer.certificate", args.certificates?.issuer?.certificate, ownValidity),
    ...ofEtcd("etcd.external.tls", args.etcd?.external?.tls),
    ...ofEtcd("dns.records.tls", records?.kind === "external" ? records.tls : undefined),
    ...issuers.flatMap(({ certificateAuthority }, index) =>
      expiry(`apiServer.oidc[${index}].certificateAuthority`, certificateAuthority, trustValidity),
    ),
  ];
}

function ofEtcd(path: string, tls: EtcdTlsArgs | undefined): readonly CertificateExpiry[] {
  return [
    ...expiry(`${path}.authority`, tls?.authority, trustValidity),
    ...expiry(`${path}.certificate`, tls?.certificate, ownValidity),
  ];
}

function expiry(
  name: string,
  given: Given,
  validityIn: (pem: string) => Validity | undefined,
): readonly CertificateExpiry[] {
  if (given === undefined) return [];
  const time = (which: keyof Validity): pulumi.Output<string> =>
    pulumi.unsecret(pulumi.output(given).apply((text) => validityIn(text)?.[which]?.toISOString() ?? ""));
  return [{ name, expires: time("expires"), issued: time("issued") }];
}
