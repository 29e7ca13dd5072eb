import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type KubernetesObject, list } from "./kubernetes";
import { kubectl, LAB_ID, serverOf } from "./lab";

const execute = promisify(execFile);

/** What a node does with a pod, as far as the agent's pod needs it. */
interface Pod extends KubernetesObject {
  readonly metadata: KubernetesObject["metadata"] & { readonly deletionTimestamp?: string };
  readonly spec: {
    readonly serviceAccountName: string;
    readonly containers: readonly [Container];
    readonly volumes: readonly Volume[];
  };
  readonly status: { readonly phase: string };
}

interface Container {
  readonly image: string;
  readonly command: readonly string[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string };
  readonly projected?: object;
}

const PAUSE_MILLISECONDS = 500;

/**
 * Runs the pods of a namespace in a member whose nodes are simulated and only say that they run: each as a container of
 * the lab's runtime in the member's network, with the files and the arguments that its pod has, as its image's user, and
 * on a root file system that is read-only.
 */
export class SimulatedPods {
  /** Everything that they have logged. */
  public log = "";
  private readonly home = mkdtempSync(join(tmpdir(), "fedstack-pods-"));
  private readonly running = new Map<string, ChildProcess>();
  private stopped = false;
  private readonly done: Promise<void>;

  public constructor(
    private readonly member: "a" | "b",
    private readonly namespace: string,
  ) {
    this.done = this.follow();
  }

  /** Names of the pods' containers that run. */
  public get names(): readonly string[] {
    return [...this.running.keys()];
  }

  /** Ends all of them. */
  public async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
    await Promise.all(this.names.map((name) => this.end(name)));
    rmSync(this.home, { recursive: true, force: true });
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      const pods = await list<Pod>(this.member, "pods", "-n", this.namespace).catch(() => []);
      const wanted = pods.filter(
        ({ metadata, status }) => status.phase === "Running" && metadata.deletionTimestamp === undefined,
      );
      const gone = this.names.filter((name) => !wanted.some(({ metadata }) => nameOf(metadata.uid) === name));
      await Promise.all(gone.map((name) => this.end(name)));
      const starting = wanted.filter(({ metadata }) => !this.running.has(nameOf(metadata.uid)));
      await Promise.all(
        starting.map((pod) => this.start(pod).catch((error: Error) => (this.log += `${error.message}\n`))),
      );
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }

  private async start({ metadata, spec }: Pod): Promise<void> {
    const name = nameOf(metadata.uid);
    const [{ image, command, volumeMounts }] = spec.containers;
    const mounts = await Promise.all(
      volumeMounts.map(async ({ name: volume, mountPath }) => {
        const { secret, projected } = spec.volumes.find((one) => one.name === volume)!;
        if (!secret && !projected) return `type=tmpfs,dst=${mountPath},options=rw`;
        const files = secret ? await this.filesOf(secret.secretName) : await this.account(spec.serviceAccountName);
        return `type=bind,src=${this.write(name, volume, files)},dst=${mountPath},options=rbind:ro`;
      }),
    );
    const [host, port] = new URL(serverOf(this.member)).host.split(":");
    const args = [
      ...["-a", `/run/${LAB_ID}-containerd.sock`, "-n", "k8s.io", "run", "--rm", "--read-only"],
      ...["--with-ns", `network:/run/netns/${LAB_ID}-${this.member}`],
      ...["--env", `KUBERNETES_SERVICE_HOST=${host}`, "--env", `KUBERNETES_SERVICE_PORT=${port}`],
      ...mounts.flatMap((mount) => ["--mount", mount]),
      ...[image, name, ...command],
    ];
    if (this.stopped) return;
    const child = spawn("ctr", args, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    child.on("close", () => this.running.delete(name));
    this.running.set(name, child);
  }

  private async end(name: string): Promise<void> {
    const child = this.running.get(name);
    if (!child) return;
    const closed = new Promise((resolve) => child.on("close", resolve));
    await execute("ctr", [
      "-a",
      `/run/${LAB_ID}-containerd.sock`,
      "-n",
      "k8s.io",
      "task",
      "kill",
      "-s",
      "SIGKILL",
      name,
    ]);
    await closed;
  }

  private async filesOf(secret: string): Promise<Record<string, string>> {
    const text = await kubectl(this.member, "-n", this.namespace, "get", "secret", secret, "-o", "jsonpath={.data}");
    const entries = Object.entries(JSON.parse(text) as Record<string, string>);
    return Object.fromEntries(entries.map(([file, data]) => [file, Buffer.from(data, "base64").toString()]));
  }

  private async account(name: string): Promise<Record<string, string>> {
    const [token, authority] = await Promise.all([
      kubectl(this.member, "-n", this.namespace, "create", "token", name, "--duration=2h"),
      kubectl(
        this.member,
        "-n",
        this.namespace,
        "get",
        "configmap",
        "kube-root-ca.crt",
        "-o",
        String.raw`jsonpath={.data.ca\.crt}`,
      ),
    ]);
    return { token: token.trim(), "ca.crt": authority, namespace: this.namespace };
  }

  private write(pod: string, volume: string, files: Record<string, string>): string {
    const folder = join(this.home, pod, volume);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    return folder;
  }
}

function nameOf(uid: string): string {
  return `fedstack-${uid}`;
}
