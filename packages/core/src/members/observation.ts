import { execFile } from "node:child_process";
import { request, type RequestOptions } from "node:https";
import { promisify } from "node:util";
import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { CLAIM_ANNOTATION } from "../kube/labels";
import type { KubeconfigCluster } from "../kubeconfig/cluster";
import type { KubeconfigContext } from "../kubeconfig/kubeconfig";
import type { KubeconfigUser } from "../kubeconfig/user";
import { UID } from "./uid";

/** What the program itself sees of a cluster before anything is written there. */
export interface Observation {
  /** UID of the namespace kube-system. */
  readonly uid: string;
  /** The member that the cluster is already, as its claim says. */
  readonly claim?: string | undefined;
  /** Version of Kubernetes, e.g. `v1.34.4`. */
  readonly version: string;
}

/** Why a cluster could not be observed: a clause without a period. */
export interface Unobserved {
  readonly reason: string;
}

const REQUEST_MILLISECONDS = 10_000;
const EXEC_MILLISECONDS = 60_000;

/** Asks a cluster who it is. Unit tests have no clusters. */
export async function observe(kubeconfig: string): Promise<Observation | Unobserved> {
  return pulumi.runtime.getEngine() ? ask(kubeconfig) : { reason: "there is no engine" };
}

/** Asks a cluster who it is, whether the program runs for real or not. */
async function ask(kubeconfig: string): Promise<Observation | Unobserved> {
  try {
    const { clusters, users } = JSON.parse(kubeconfig) as WrittenKubeconfig;
    const { cluster } = clusters[0];
    if (cluster["proxy-url"] !== undefined) return { reason: "its kubeconfig has a proxy-url" };
    const options = await signedIn(cluster, users[0].user);
    const get = <T>(path: string): Promise<T> => getJson<T>(cluster.server, path, options);
    const [namespace, version] = await Promise.all([
      get<SeenNamespace>("/api/v1/namespaces/kube-system"),
      get<SeenVersion>("/version"),
    ]);
    return observationOf(namespace, version);
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/** The parts of a namespace that matter, as far as a cluster answers with them. */
interface SeenNamespace {
  readonly metadata?: { readonly uid?: unknown; readonly annotations?: Readonly<Record<string, unknown>> | undefined };
}

interface SeenVersion {
  readonly gitVersion?: unknown;
}

const VERSION = /^v\d+\.\d+\.\d+[-+.\w]{0,60}$/;
/** Text that a message can contain as it is: what the library writes. */
const CLAIM = /^[- .\w]{1,300}$/;

/** What a cluster says of itself. It goes into messages and into the state, so it must be what it should be. */
export function observationOf({ metadata }: SeenNamespace, { gitVersion }: SeenVersion): Observation | Unobserved {
  const { uid, annotations } = metadata ?? {};
  const claim = annotations?.[CLAIM_ANNOTATION];
  if (typeof uid !== "string" || !UID.test(uid)) return { reason: "its namespace kube-system has no valid UID" };
  if (typeof gitVersion !== "string" || !VERSION.test(gitVersion)) {
    return { reason: `${quoted(gitVersion)} is not a version of Kubernetes` };
  }
  const known = claim === undefined || (typeof claim === "string" && CLAIM.test(claim));
  return { uid, claim: known ? claim : quoted(claim), version: gitVersion };
}

/** What {@link writeKubeconfig} writes: one context. */
interface WrittenKubeconfig {
  readonly clusters: readonly [{ readonly cluster: KubeconfigContext["cluster"] }];
  readonly users: readonly [{ readonly user: KubeconfigContext["user"] }];
}

async function signedIn(cluster: KubeconfigCluster, user: KubeconfigUser): Promise<RequestOptions> {
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
    timeout: REQUEST_MILLISECONDS,
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

function getJson<T>(server: string, path: string, options: RequestOptions): Promise<T> {
  const url = `${server.replace(/\/$/, "")}${path}`;
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode !== 200) return reject(new Error(`it answers ${path} with ${response.statusCode}`));
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as T);
        } catch {
          reject(new Error(`its answer to ${path} is not JSON`));
        }
      });
    });
    call.on("timeout", () => call.destroy(new Error(`no response within ${REQUEST_MILLISECONDS / 1000} s`)));
    call.on("error", reject);
    call.end();
  });
}

function decoded(data: string | undefined): Buffer | undefined {
  return data === undefined ? undefined : Buffer.from(data, "base64");
}
