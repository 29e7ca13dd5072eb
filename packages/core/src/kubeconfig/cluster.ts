import { trustValidity } from "../pki/expiry";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";
import { decoded, expiryWarning, holdsCertificate } from "./certificates";
import { type Entry, withheldFaults } from "./entries";
import { embedFiles, type KubeconfigFolder } from "./files";

/** Address of a cluster's API server, and the authority to verify it with. */
export interface KubeconfigCluster {
  readonly server: string;
  readonly "certificate-authority-data"?: string | undefined;
  readonly "insecure-skip-tls-verify"?: boolean | undefined;
  readonly "proxy-url"?: string | undefined;
  readonly "tls-server-name"?: string | undefined;
  readonly [field: string]: unknown;
}

/** A cluster, with all files embedded. */
export interface ClusterReading {
  readonly cluster: KubeconfigCluster;
  readonly faults: readonly Fault[];
  readonly warnings: readonly string[];
}

const AUTHORITY = "certificate-authority-data";
const SERVER = /^https:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?(\/[^\s\\?#]*)?$/i;
const PROXY = /^(https?|socks5):\/\/[^\s/?#]+\/?$/i;

/** Reads a cluster as kubectl does. Plain http is refused. */
export function readCluster(path: string, given: Entry, now: Date, folder?: KubeconfigFolder): ClusterReading {
  const { entry, faults: fileFaults } = embedFiles(path, given, ["certificate-authority"], folder);
  const cluster = entry as KubeconfigCluster;
  const faults = [...fileFaults];
  if (cluster.server === undefined) faults.push({ path, problem: "has no server" });
  else faults.push(...httpsFaults(`${path}: server`, cluster.server));

  const authority = cluster[AUTHORITY];
  const withheld = withheldFaults(path, cluster);
  faults.push(...withheld);
  if (authority !== undefined && withheld.length === 0 && !holdsCertificate(decoded(authority))) {
    faults.push({
      path: `${path}: ${AUTHORITY}`,
      problem: "contains no PEM certificate",
      remedy: "use the certificates of the authority, in PEM and base64",
    });
  }
  if (authority !== undefined && cluster["insecure-skip-tls-verify"]) {
    faults.push({
      path,
      problem: "has both a certificate authority and insecure-skip-tls-verify",
      remedy: "remove insecure-skip-tls-verify",
    });
  }
  const proxy = cluster["proxy-url"];
  if (proxy !== undefined) faults.push(...proxyFaults(`${path}: proxy-url`, proxy));
  const trust = faults.length > 0 || authority === undefined ? undefined : trustValidity(decoded(authority));
  return { cluster, faults, warnings: expiryWarning(`${path}: the certificate authority`, trust, now) };
}

/** What keeps a value from being the URL of a proxy. */
export function proxyFaults(path: string, url: string): Fault[] {
  return PROXY.test(url) && URL.canParse(url)
    ? []
    : [
        {
          path,
          problem: `${quotedUrl(url)} is not the URL of a proxy`,
          remedy: "use one such as http://proxy.example.com:3128",
        },
      ];
}

/** What keeps a value from being the https URL of an API server. */
export function httpsFaults(path: string, url: string): Fault[] {
  const remedy = "use one such as https://203.0.113.10:6443";
  if (/^https:\/\/[^/?#]*@/i.test(url)) {
    return [
      { path, problem: `${quotedUrl(url)} contains a user name or a password`, remedy: "remove it from the URL" },
    ];
  }
  if (!SERVER.test(url) || !URL.canParse(url)) {
    return [{ path, problem: `${quotedUrl(url)} is not an https:// address`, remedy }];
  }
  return [];
}
