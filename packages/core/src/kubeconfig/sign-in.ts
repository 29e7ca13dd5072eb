import { execFile } from "node:child_process";
import type { RequestOptions } from "node:https";
import { promisify } from "node:util";
import type { KubeconfigCluster } from "./cluster";
import type { KubeconfigContext } from "./kubeconfig";
import type { KubeconfigUser } from "./user";

const EXEC_MILLISECONDS = 60_000;

/** What {@link writeKubeconfig} writes: one context. */
interface WrittenKubeconfig {
  readonly clusters: readonly [{ readonly cluster: KubeconfigContext["cluster"] }];
  readonly users: readonly [{ readonly user: KubeconfigContext["user"] }];
}

/** How the program itself calls the API server of a kubeconfig. */
export interface SignedIn {
  /** URL, without a slash at its end. */
  readonly server: string;
  /** TLS and headers of a request. */
  readonly options: RequestOptions;
}

/** Whether a kubeconfig that the library has written leads through a proxy, which the program itself cannot use. */
export function hasProxy(kubeconfig: string): boolean {
  return (JSON.parse(kubeconfig) as WrittenKubeconfig).clusters[0].cluster["proxy-url"] !== undefined;
}

/**
 * Signs in with a kubeconfig that the library has written.
 *
 * @throws Error whose message is a clause without a period
 */
export async function signIn(kubeconfig: string): Promise<SignedIn> {
  const { clusters, users } = JSON.parse(kubeconfig) as WrittenKubeconfig;
  const { cluster } = clusters[0];
  if (hasProxy(kubeconfig)) throw new Error("its kubeconfig has a proxy-url");
  return { server: cluster.server.replace(/\/$/, ""), options: await optionsOf(cluster, users[0].user) };
}

async function optionsOf(cluster: KubeconfigCluster, user: KubeconfigUser): Promise<RequestOptions> {
  const credential = user.exec ? { ...user, ...(await execCredential(cluster, user.exec)) } : user;
  const basic = user["username"] !== undefined && `${String(user["username"])}:${String(user["password"])}`;
  const authorization = credential.token
    ? `Bearer ${credential.token}`
    : basic && `Basic ${Buffer.from(basic).toString("base64")}`;
  return {
    ca: decoded(cluster["certificate-authority-data"]),
    cert: decoded(credential["client-certificate-data"]),
    key: decoded(credential["client-key-data"]),
    rejectUnauthorized: !cluster["insecure-skip-tls-verify"],
    servername: cluster["tls-server-name"],
    headers: { ...(authorization && { authorization }), ...impersonation(user) },
  };
}

function impersonation(user: KubeconfigUser): Record<string, string | string[]> {
  const name = user["as"] as string | undefined;
  const groups = user["as-groups"] as string[] | undefined;
  return { ...(name && { "impersonate-user": name }), ...(groups && { "impersonate-group": groups }) };
}

/**
 * Runs the program by which a user signs in.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
async function execCredential(
  cluster: KubeconfigCluster,
  exec: NonNullable<KubeconfigUser["exec"]>,
): Promise<KubeconfigUser> {
  const { command = "", args = [], env, apiVersion } = exec as typeof exec & ExecProgram;
  const info = { apiVersion, kind: "ExecCredential", spec: { cluster, interactive: false } };
  const given = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
  const { stdout } = await promisify(execFile)(command, args, {
    env: { ...process.env, KUBERNETES_EXEC_INFO: JSON.stringify(info), ...given },
    timeout: EXEC_MILLISECONDS,
  });
  const { status } = JSON.parse(stdout) as { readonly status: Record<string, string | undefined> };
  const encoded = (text: string | undefined): string | undefined => text && Buffer.from(text).toString("base64");
  return {
    token: status["token"],
    "client-certificate-data": encoded(status["clientCertificateData"]),
    "client-key-data": encoded(status["clientKeyData"]),
  };
}

interface ExecProgram {
  readonly args?: string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly apiVersion?: string;
}

function decoded(data: string | undefined): Buffer | undefined {
  return data === undefined ? undefined : Buffer.from(data, "base64");
}
