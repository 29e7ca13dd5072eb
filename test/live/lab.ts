import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { LAB_HOME, missingClusters, missingPrograms } from "./missing";

/** Cluster of the lab: the host F, or one of the members A and B. */
export type LabCluster = "f" | "a" | "b";

export const CLUSTERS: readonly LabCluster[] = ["f", "a", "b"];
const NET = process.env["LAB_NET"] ?? "172.22.132";
/** Begins the names of the lab's network namespaces. */
export const LAB_ID = process.env["LAB_ID"] ?? "lab";
export const HOST_ADDRESS = `${NET}.31`;
const ADDRESSES: Readonly<Record<LabCluster, string>> = { f: HOST_ADDRESS, a: `${NET}.41`, b: `${NET}.51` };
/** URL of the API server of a cluster. */
export const serverOf = (cluster: LabCluster): string => `https://${ADDRESSES[cluster]}:6443`;
/** Address of this machine that the clusters reach. */
export const OWN_ADDRESS = `${NET}.1`;
/** Address that the lab's load balancer gives a member's Services. */
export const BALANCERS = { a: "198.51.100.41", b: "198.51.100.51" } as const;

export const BIN = process.env["LAB_BIN"] ?? join(LAB_HOME, "bin");
const LAB = join(__dirname, "..", "lab");
/** Longer than any {@link within}. */
const COMMAND_MILLISECONDS = 1_000_000;
const SCRIPT_MILLISECONDS = 600_000;
/** Factor for timeouts, compared with a fast machine. */
export const PATIENCE = 3;
const MAX_OUTPUT = 64 * 1024 * 1024;

const execute = promisify(execFile);

/** File with the contexts of all three clusters. */
export const KUBECONFIG = join(LAB_HOME, "kube", "config");

/** Whether the lab has an image of etcd-operator. If not, the library runs the etcd for the records. */
export const HAS_OPERATOR = existsSync(join(BIN, "etcd-operator"));

/** Configuration of examples/on-prem for the lab. */
export const ON_PREM = { advertiseAddress: HOST_ADDRESS, records: HAS_OPERATOR ? "operator" : "etcd" };

/** What is missing for the tests with the real Pulumi engine. */
export function missing(): string[] {
  return [...missingClusters(), ...missingPrograms()];
}

/** What is missing for tests that also need a program of which not every lab has an image, and which a script of test/lab builds. */
export function missingWith(program: string, script = "build.sh"): string[] {
  return existsSync(join(BIN, program)) ? missing() : [...missing(), `there is no ${program}; run test/lab/${script}`];
}

/** A test on live clusters. It is skipped, with its name and the reason, if `lacking` is not empty. */
export function live(name: string, run: () => Promise<void>, lacking: readonly string[] = missing()): void {
  if (lacking.length === 0) {
    test(name, run);
    return;
  }
  console.warn(`SKIPPED ${name}: ${lacking.join(", ")}`);
  test.skip(name, run);
}

/** Runs kubectl on a cluster of the lab, or with the kubeconfig in a file. */
export async function kubectl(cluster: LabCluster | { readonly file: string }, ...args: string[]): Promise<string> {
  const file = typeof cluster === "string" ? join(LAB_HOME, "kube", `${cluster}.conf`) : cluster.file;
  const { stdout, stderr } = await execute(join(BIN, "kubectl"), ["--kubeconfig", file, ...args], {
    timeout: COMMAND_MILLISECONDS,
    maxBuffer: MAX_OUTPUT,
  });
  return stdout + stderr;
}

/** Option by which kubectl waits for so many seconds on a fast machine. */
export function within(seconds: number): string {
  return `--timeout=${seconds * PATIENCE}s`;
}

/** Runs a script of test/lab. */
export async function labScript(name: string, ...args: string[]): Promise<void> {
  await execute(join(LAB, name), args, { timeout: SCRIPT_MILLISECONDS, env: { ...process.env, LAB_HOME } });
}

/** Gives every Service of type LoadBalancer in the members an address, like a load balancer. */
export function giveAddresses(): Promise<void> {
  return labScript("addresses.sh");
}

/**
 * Waits until a condition holds, and reports the last value if it does not in time.
 *
 * @param seconds timeout on a fast machine; multiplied by {@link PATIENCE}
 */
export async function eventually<T>(
  what: string,
  seconds: number,
  probe: () => Promise<T>,
  holds: (seen: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + seconds * PATIENCE * 1000;
  for (;;) {
    const seen = await probe();
    if (holds(seen)) return seen;
    if (Date.now() > deadline)
      throw new Error(`${what}: not within ${seconds * PATIENCE} s, but ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
