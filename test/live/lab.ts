import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** Cluster of the lab: the host F, or one of the members A and B. */
export type LabCluster = "f" | "a" | "b";

export const CLUSTERS: readonly LabCluster[] = ["f", "a", "b"];
export const HOST_ADDRESS = "172.22.132.31";
/** Address that the lab's load balancer gives a member's Services. */
export const BALANCERS = { a: "198.51.100.41", b: "198.51.100.51" } as const;

const LAB_HOME = process.env["LAB_HOME"] ?? join(homedir(), ".cache", "federation-lab");
const PROGRAMS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes", "pulumi-resource-tls"];
const LAB = join(__dirname, "..", "lab");
const COMMAND_MILLISECONDS = 90_000;
const MAX_OUTPUT = 64 * 1024 * 1024;

const execute = promisify(execFile);

/** File with the contexts of all three clusters. */
export const KUBECONFIG = join(LAB_HOME, "kube", "config");

/** Whether the lab has an image of etcd-operator. Where it has none, the records are in an etcd of the library's own. */
export const HAS_OPERATOR = existsSync(join(LAB_HOME, "bin", "etcd-operator"));

/** Configuration of examples/on-prem for what the lab has. */
export const ON_PREM = { records: HAS_OPERATOR ? "operator" : "etcd" };

/** What is missing for the tests on live clusters. */
export function missing(): string[] {
  const lab = existsSync(join(LAB_HOME, "READY")) ? [] : ["clusters (test/lab/up.sh)"];
  return [...lab, ...PROGRAMS.filter((program) => !onPath(program))];
}

/** A test on live clusters: skipped, by its name and with the reason, where `lacking` has something. */
export function live(name: string, run: () => Promise<void>, lacking: readonly string[] = missing()): void {
  if (lacking.length === 0) {
    test(name, run);
    return;
  }
  console.warn(`SKIPPED ${name}: no ${lacking.join(", no ")}`);
  test.skip(name, run);
}

/** Runs kubectl on a cluster of the lab, or with the kubeconfig in a file. */
export async function kubectl(cluster: LabCluster | { readonly file: string }, ...args: string[]): Promise<string> {
  const file = typeof cluster === "string" ? join(LAB_HOME, "kube", `${cluster}.conf`) : cluster.file;
  const { stdout, stderr } = await execute(join(LAB_HOME, "bin", "kubectl"), ["--kubeconfig", file, ...args], {
    timeout: COMMAND_MILLISECONDS,
    maxBuffer: MAX_OUTPUT,
  });
  return stdout + stderr;
}

/** Gives every Service of type LoadBalancer in the members an address, as a load balancer would. */
export async function giveAddresses(): Promise<void> {
  await execute(join(LAB, "addresses.sh"), [], { timeout: COMMAND_MILLISECONDS, env: { ...process.env, LAB_HOME } });
}

/** Waits until what is probed holds, and tells what was seen last where it does not in time. */
export async function eventually<T>(
  what: string,
  seconds: number,
  probe: () => Promise<T>,
  holds: (seen: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await probe();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s, but ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function onPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
