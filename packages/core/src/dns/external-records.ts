import * as pulumi from "@pulumi/pulumi";
import { fileSecret } from "../host/secrets";
import type { Topology } from "../host/topology";
import type { Host } from "../host/host";
import type { ExternalRecordsArgs } from "./dns-args";
import type { Records } from "./records";

/** Keeps the records in an etcd that exists. */
export function externalRecords(
  host: Host,
  topology: Topology,
  { endpoints, tls }: ExternalRecordsArgs,
  opts: pulumi.CustomResourceOptions,
): Records {
  if (!tls) return { endpoints, ready: [] };
  const files = { "ca.crt": tls.authority, "tls.crt": tls.certificate, "tls.key": pulumi.secret(tls.key) };
  const secret = fileSecret(host, topology.dnsNamespace, "records-client", files, opts);
  const credentials = { secret: secret.metadata.name, restartOn: [tls.authority, tls.certificate] };
  return { endpoints, credentials: { coreDns: credentials, externalDns: credentials }, ready: [secret] };
}
