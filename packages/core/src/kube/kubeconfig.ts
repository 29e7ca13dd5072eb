import { X509Certificate } from "node:crypto";
import { parse } from "yaml";
import type { Fault } from "../validation/errors";

/** Where a cluster's API server is, and what proves it. */
export interface KubeconfigCluster {
  readonly server: string;
  readonly "certificate-authority-data"?: string;
  readonly "insecure-skip-tls-verify"?: boolean;
  readonly [field: string]: unknown;
}

export interface KubeconfigUser {
  readonly "client-certificate-data"?: string;
  readonly "client-key-data"?: string;
  readonly token?: string;
  readonly exec?: { readonly command?: string };
  readonly [field: string]: unknown;
}

/** One context of a kubeconfig, with the cluster and the user that it names. */
export interface KubeconfigContext {
  readonly name: string;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
}

/** What came of reading a kubeconfig: the context, or why there is none; and what to tell the user in any case. */
export interface KubeconfigReading {
  readonly context?: KubeconfigContext;
  readonly faults: readonly Fault[];
  readonly warnings: readonly string[];
}

export interface ReadKubeconfigOptions {
  /** Name of the context. Default: the kubeconfig's current context. */
  readonly context?: string;
  /** Reads a file that the kubeconfig points to; absent where the kubeconfig came as text alone. */
  readonly readFile?: (path: string) => Buffer;
  /** The time against which certificates are checked. */
  readonly now: Date;
}

const FILE_FIELDS = {
  cluster: ["certificate-authority"],
  user: ["client-certificate", "client-key", "tokenFile"],
} as const;
const DAYS_BEFORE_EXPIRY_WARNING = 30;
const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000;

/** Reads one context out of a kubeconfig. Nothing of the kubeconfig's content but names gets into faults and warnings. */
export function readKubeconfig(path: string, text: string, options: ReadKubeconfigOptions): KubeconfigReading {
  const failed = (problem: string, remedy?: string): KubeconfigReading => ({
    faults: [{ path, problem, remedy }],
    warnings: [],
  });

  const document = parseDocument(text);
  if (!document) return failed("is not a kubeconfig: no YAML or JSON object with clusters, users and contexts");

  const contexts = entries(document, "contexts", "context");
  const name = options.context ?? stringOf(document["current-context"]);
  if (!name) return failed("has no current context", `Set "context" to one of ${quoted(contexts)}`);
  const context = contexts.find((entry) => entry.name === name)?.value;
  if (!context) return failed(`has no context "${name}"`, `Its contexts are ${quoted(contexts)}`);

  const clusterName = stringOf(context["cluster"]);
  const userName = stringOf(context["user"]);
  const cluster = entries(document, "clusters", "cluster").find((entry) => entry.name === clusterName)?.value;
  const user = entries(document, "users", "user").find((entry) => entry.name === userName)?.value;
  if (!cluster) return failed(`context "${name}" names the cluster "${clusterName}", which is not in it`);
  if (!user) return failed(`context "${name}" names the user "${userName}", which is not in it`);
  if (!isHttpsUrl(cluster["server"])) return failed(`cluster "${clusterName}" has no server with an https:// address`);

  const faults: Fault[] = [];
  const inlined = {
    name,
    cluster: inlineFiles(path, cluster, FILE_FIELDS.cluster, options, faults) as unknown as KubeconfigCluster,
    user: inlineFiles(path, user, FILE_FIELDS.user, options, faults) as KubeconfigUser,
  };
  const warnings: string[] = [];
  checkCertificate(path, inlined, options.now, faults, warnings);
  if (inlined.user.exec) {
    warnings.push(
      `${path}: user "${userName}" signs in with the program "${inlined.user.exec.command}". It runs where Pulumi runs; ` +
        "the federation's control plane never uses it.",
    );
  }
  return faults.length > 0 ? { faults, warnings } : { context: inlined, faults, warnings };
}

/** A kubeconfig of one context, as JSON. */
export function writeKubeconfig({ name, cluster, user }: KubeconfigContext): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

function parseDocument(text: string): Record<string, unknown> | undefined {
  try {
    const document: unknown = parse(text, { logLevel: "silent" });
    return isRecord(document) ? document : undefined;
  } catch {
    // The parser's own message quotes the text, which holds keys.
    return undefined;
  }
}

function entries(
  document: Record<string, unknown>,
  list: string,
  key: string,
): { readonly name: string; readonly value: Record<string, unknown> }[] {
  const found = document[list];
  if (!Array.isArray(found)) return [];
  return found.flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [];
    const { name, [key]: value } = entry;
    return typeof name === "string" && isRecord(value) ? [{ name, value }] : [];
  });
}

function inlineFiles(
  path: string,
  entry: Record<string, unknown>,
  fields: readonly string[],
  { readFile }: ReadKubeconfigOptions,
  faults: Fault[],
): Record<string, unknown> {
  const inlined = { ...entry };
  for (const field of fields) {
    const file = stringOf(inlined[field]);
    if (!file) continue;
    delete inlined[field];
    const problem = `points to the file "${file}" (${field})`;
    if (!readFile) {
      faults.push({
        path,
        problem,
        remedy: "Use Cluster.fromFile, or embed the file: kubectl config view --raw --flatten",
      });
      continue;
    }
    try {
      const content = readFile(file);
      if (field === "tokenFile") inlined["token"] = content.toString("utf8").trim();
      else inlined[`${field}-data`] = content.toString("base64");
    } catch {
      faults.push({ path, problem: `${problem}, which cannot be read` });
    }
  }
  return inlined;
}

function checkCertificate(
  path: string,
  { name, user }: KubeconfigContext,
  now: Date,
  faults: Fault[],
  warnings: string[],
): void {
  const data = user["client-certificate-data"];
  if (!data) return;
  let expires: Date;
  try {
    expires = new Date(new X509Certificate(Buffer.from(data, "base64")).validTo);
  } catch {
    faults.push({ path, problem: `the client certificate of context "${name}" is not a certificate` });
    return;
  }
  const days = (expires.getTime() - now.getTime()) / MILLISECONDS_A_DAY;
  const day = expires.toISOString().slice(0, 10);
  if (days <= 0) {
    faults.push({
      path,
      problem: `the client certificate of context "${name}" expired on ${day}`,
      remedy: "Renew it first",
    });
  } else if (days < DAYS_BEFORE_EXPIRY_WARNING) {
    warnings.push(`${path}: the client certificate of context "${name}" expires on ${day}.`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isHttpsUrl(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && new URL(value).protocol === "https:";
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function quoted(named: readonly { readonly name: string }[]): string {
  return named.length > 0 ? named.map(({ name }) => `"${name}"`).join(", ") : "none";
}
