import type * as pulumi from "@pulumi/pulumi";
import type { CertificateExpiry } from "../pki/signer";

/** Names of what runs in the DNS namespace, which are their labels and in most cases their objects' names. */
export const DNS_COMPONENTS = {
  coreDns: "coredns",
  externalDns: "external-dns",
  etcd: "etcd-cluster",
  etcdOperator: "etcd-operator",
} as const;

/**
 * How many hours etcd remembers what a record was. Kubernetes' API servers have their etcd forget by themselves; nobody
 * does so here.
 */
export const COMPACTION = { "auto-compaction-mode": "periodic", "auto-compaction-retention": "1" } as const;

/** Who signs in to the records' etcd. */
export type RecordsUser = "coreDns" | "externalDns";

/** What one user signs in to the records' etcd with. */
export interface RecordsCredentials {
  /** Name of a Secret with `tls.crt`, `tls.key` and `ca.crt`. */
  readonly secret: pulumi.Input<string>;
  /** Certificates: when one changes, its users' pods are replaced. */
  readonly restartOn: readonly pulumi.Input<string>[];
}

/** The etcd that holds the records. */
export interface Records {
  /** URLs for pods of the host. */
  readonly endpoints: readonly string[];
  /** Credentials of each user. Absent for plain http. */
  readonly credentials?: { readonly [user in RecordsUser]: RecordsCredentials } | undefined;
  /** What must be there before the records can be read and written. */
  readonly ready: readonly pulumi.Resource[];
  /** When its certificates end, where they are the library's. */
  readonly certificates?: readonly CertificateExpiry[] | undefined;
}
