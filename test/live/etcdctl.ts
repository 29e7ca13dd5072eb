import { HAS_OPERATOR, kubectl } from "./lab";

const FOLDER = "/etc/etcd/peer";
/** Certificate of the pod's own etcd. */
export const CERTIFICATE = [`--cert=${FOLDER}/tls.crt`, `--key=${FOLDER}/tls.key`];
const TLS = [`--cacert=${FOLDER}/ca.crt`, ...CERTIFICATE];

/** Runs etcdctl in a pod of an etcd that the library runs itself. */
export function etcdctl(namespace: string, pod: string, ...command: readonly string[]): Promise<string> {
  return inPod(namespace, pod, "--endpoints=https://127.0.0.1:2379", ...TLS, ...command);
}

/** Names of an etcd's members, as one of them knows them. Those that do not vote have a question mark. */
export async function membersOf(namespace: string, pod: string): Promise<string[]> {
  const lines = (await etcdctl(namespace, pod, "member", "list")).trim().split("\n");
  return lines
    .map((line) => line.split(", "))
    .map(([, , name, , , learner]) => `${name}${learner === "true" ? "?" : ""}`)
    .sort();
}

/** Keys of all records of examples/on-prem, in etcd-operator's etcd if there is one. */
export async function recordKeys(): Promise<readonly string[]> {
  const run = HAS_OPERATOR ? inPod : etcdctl;
  const keys = await run("federation", "etcd-cluster-0", "get", "/skydns/", "--prefix", "--keys-only");
  return keys.split("\n").filter((key) => key !== "");
}

/** Runs etcdctl in a pod, with all that it needs to sign in. */
export function inPod(namespace: string, pod: string, ...command: readonly string[]): Promise<string> {
  return kubectl("f", "-n", namespace, "exec", pod, "--", "etcdctl", ...command);
}
