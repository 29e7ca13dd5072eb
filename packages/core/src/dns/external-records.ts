import * as pulumi from "@pulumi/pulumi";
import { fileSecret } from "../host/secrets";
import type { Site } from "../host/site";
import type { ExternalRecordsArgs } from "./dns-args";
import type { Records } from "./records";

/** Uses an existing etcd for the records. */
export function externalRecords(site: Site, { endpoints, tls }: ExternalRecordsArgs): Records {
  if (!tls) return { endpoints, ready: [] };
  const files = { "ca.crt": tls.authority, "tls.crt": tls.certificate, "tls.key": pulumi.secret(tls.key) };
  const secret = fileSecret(site, "records-client", files);
  const credentials = { secret: secret.metadata.name, restartOn: [tls.authority, tls.certificate] };
  return { endpoints, credentials: { coreDns: credentials, externalDns: credentials }, ready: [secret] };
}
