import type * as pulumi from "@pulumi/pulumi";
import type { Requests } from "../karmada/component";
import type { CertificateExpiry } from "../pki/signer";

/** Names of the components in the DNS namespace, which are also their labels and mostly their objects' names. */
export const DNS_COMPONENTS = {
  coreDns: "coredns",
  externalDns: "external-dns",
  etcd: "etcd-cluster",
  etcdOperator: "etcd-operator",
} as const;

/** What a container of each asks for. The etcd is the operator's. */
export const DNS_REQUESTS: Readonly<Record<keyof typeof DNS_COMPONENTS, Requests>> = {
  coreDns: { cpu: "50m", memory: "70Mi" },
  externalDns: { cpu: "10m", memory: "80Mi" },
  etcd: { cpu: "50m", memory: "64Mi" },
  etcdOperator: { cpu: "10m", memory: "64Mi" },
};

/**
 * How many hours etcd keeps old revisions of a record. Kubernetes' API servers compact their own etcd; nothing else
 * does that here.
 */
export const COMPACTION = { "auto-compaction-mode": "periodic", "auto-compaction-retention": "1" } as const;

/** Client of the records' etcd. */
export type RecordsUser = "coreDns" | "externalDns";

/** Credentials of a client of the records' etcd. */
export interface RecordsCredentials {
  /** Name of a Secret with `tls.crt`, `tls.key` and `ca.crt`. */
  readonly secret: pulumi.Input<string>;
  /** Certificates. When one changes, the pods that use it are replaced. */
  readonly restartOn: readonly pulumi.Input<string>[];
}

/** The etcd with the records. */
export interface Records {
  /** URLs for pods of the host. */
  readonly endpoints: readonly string[];
  /** Credentials of each client. Absent for plain HTTP. */
  readonly credentials?: { readonly [user in RecordsUser]: RecordsCredentials } | undefined;
  /** Resources that must exist before the records can be read and written. */
  readonly ready: readonly pulumi.Resource[];
  /** When its certificates expire, if the library issues them. */
  readonly certificates?: readonly CertificateExpiry[] | undefined;
}
