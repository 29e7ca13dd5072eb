import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { namespaceFaults } from "../validation/checks";
import { type KubeconfigCluster, readCluster } from "./cluster";
import { readDocument } from "./document";
import { type Entry, readEntries } from "./entries";
import type { KubeconfigFolder } from "./files";
import { type KubeconfigUser, readUser } from "./user";

/** A context of a kubeconfig, with its cluster and user. */
export interface KubeconfigContext {
  readonly name: string;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
  /** Namespace of objects that name none. */
  readonly namespace?: string | undefined;
}

/** Result of reading a kubeconfig: the context or the faults, and any warnings. */
export interface KubeconfigReading {
  readonly context?: KubeconfigContext | undefined;
  readonly faults: readonly Fault[];
  readonly warnings: readonly string[];
}

export interface ReadKubeconfigOptions {
  /** Name of the context. Default: the kubeconfig's current context. */
  readonly context?: string | undefined;
  /** Where the kubeconfig is, if it is a file. */
  readonly folder?: KubeconfigFolder | undefined;
  /** Time to check certificates against. */
  readonly now: Date;
}

/**
 * Reads one context out of a kubeconfig as kubectl does. Nothing of its content but names and addresses gets into faults
 * and warnings.
 *
 * @param source the kubeconfig's text, or the object that it is
 * @see https://pkg.go.dev/k8s.io/client-go/tools/clientcmd
 */
export function readKubeconfig(path: string, source: unknown, options: ReadKubeconfigOptions): KubeconfigReading {
  const reading = readDocument(source);
  if (!reading.document) return failed({ path, ...reading.complaint });
  const { clusters, users, contexts, faults: listFaults } = readEntries(path, reading.document);
  if (listFaults.length > 0) return failed(...listFaults);

  const name = options.context ?? reading.document["current-context"] ?? "";
  const context = typeof name === "string" ? contexts.get(name) : undefined;
  if (typeof name !== "string" || !context) return failed(contextFault(path, name, options, [...contexts.keys()]));
  const at = `${path}: context ${quoted(name)}`;
  const given = { cluster: find(clusters, context["cluster"]), user: find(users, context["user"]) };
  const missing = (["cluster", "user"] as const).filter((key) => !given[key]);
  if (missing.length > 0)
    return failed(...missing.map((key) => ({ path: at, problem: missingProblem(key, context[key]) })));

  const { folder, now } = options;
  const { cluster, ...ofCluster } = readCluster(
    `${path}: cluster ${quoted(context["cluster"])}`,
    given.cluster!,
    now,
    folder,
  );
  const { user, ...ofUser } = readUser(`${path}: user ${quoted(context["user"])}`, given.user!, now, folder);
  const namespace = context["namespace"] as string | undefined;
  const faults = [...namespaceFaults(`${at}: namespace`, namespace), ...ofCluster.faults, ...ofUser.faults];
  const warnings = [...ofCluster.warnings, ...ofUser.warnings];
  if (faults.length > 0) return { faults, warnings };
  return { context: { name, cluster, user, ...(namespace && { namespace }) }, faults, warnings };
}

/** Kubeconfig with one context, as JSON. */
export function writeKubeconfig({ name, cluster, user, namespace }: KubeconfigContext): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    "current-context": name,
  });
}

function failed(...faults: readonly Fault[]): KubeconfigReading {
  return { faults, warnings: [] };
}

function find(entries: ReadonlyMap<string, Entry>, name: unknown): Entry | undefined {
  return typeof name === "string" ? entries.get(name) : undefined;
}

function missingProblem(key: "cluster" | "user", name: unknown): string {
  return name === undefined ? `names no ${key}` : `names the ${key} ${quoted(name)}, which is not in the kubeconfig`;
}

function contextFault(
  path: string,
  name: unknown,
  { context }: ReadKubeconfigOptions,
  contexts: readonly string[],
): Fault {
  const names = contexts.length > 0 ? contexts.map(quoted).join(", ") : "none";
  if (typeof name !== "string")
    return { path: `${path}: current-context`, problem: "is not text", remedy: "put it in quotes" };
  if (name === "" && context === undefined) {
    return { path, problem: "has no current context", remedy: `set "context" to one of ${names}` };
  }
  return { path, problem: `has no context ${quoted(name)}`, remedy: `use one of ${names}` };
}
