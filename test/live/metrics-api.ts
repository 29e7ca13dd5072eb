import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KubernetesObject, list } from "./kubernetes";
import { kubectl, OWN_ADDRESS, within } from "./lab";

const VERSION = "metrics.k8s.io/v1beta1";
const NAMESPACE = "kube-system";
const NAME = "lab-metrics";

interface RunningPod extends KubernetesObject {
  readonly spec: { readonly containers: readonly { readonly name: string }[] };
  readonly status: { readonly phase: string };
}

/**
 * The metrics API of a member whose nodes are simulated, so that nothing could be measured: a server of this test that says
 * what pods use.
 */
export class MetricsApi {
  private readonly home = mkdtempSync(join(tmpdir(), "fedstack-metrics-"));
  private readonly server: Server;

  /** @param milliCpu what each pod uses */
  public constructor(
    private readonly member: "a" | "b",
    private readonly milliCpu: () => Promise<number>,
  ) {
    const [key, cert] = ["key.pem", "cert.pem"].map((file) => join(this.home, file)) as [string, string];
    const subject = ["-subj", "/CN=metrics", "-days", "1"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject],
      { stdio: "ignore" },
    );
    this.server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, ({ url = "" }, response) => {
      this.answer(new URL(url, "https://metrics")).then(
        (body) => response.setHeader("content-type", "application/json").end(JSON.stringify(body)),
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
  }

  /** Serves it, and registers it in the member. */
  public async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, OWN_ADDRESS, resolve));
    const { port } = this.server.address() as AddressInfo;
    const [group, version] = VERSION.split("/");
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: NAME, namespace: NAMESPACE },
      spec: { type: "ExternalName", externalName: OWN_ADDRESS },
    };
    const registration = {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: `${version}.${group}` },
      spec: {
        ...{ group, version, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true },
        service: { name: NAME, namespace: NAMESPACE, port },
      },
    };
    const file = join(this.home, "api.json");
    const items = [service, registration];
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    await kubectl(this.member, "apply", "-f", file);
    await kubectl(this.member, "wait", "--for=condition=Available", `apiservice/${version}.${group}`, within(60));
  }

  /** Takes it away. */
  public async stop(): Promise<void> {
    const [group, version] = VERSION.split("/");
    await kubectl(this.member, "delete", "--ignore-not-found", `apiservice/${version}.${group}`);
    await kubectl(this.member, "-n", NAMESPACE, "delete", "--ignore-not-found", `service/${NAME}`);
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.home, { recursive: true, force: true });
  }

  private async answer({ pathname, searchParams }: URL): Promise<object> {
    const [, namespace, name] = /\/namespaces\/([^/]+)\/pods(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (namespace === undefined) {
      const verbs = ["get", "list"];
      const resources = [
        { name: "nodes", singularName: "", namespaced: false, kind: "NodeMetrics", verbs },
        { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs },
      ];
      return { kind: "APIResourceList", apiVersion: "v1", groupVersion: VERSION, resources };
    }
    const selector = searchParams.get("labelSelector");
    const found = await list<RunningPod>(this.member, "pods", "-n", namespace, ...(selector ? ["-l", selector] : []));
    const cpu = `${Math.round(await this.milliCpu())}m`;
    const items = found
      .filter(({ metadata, status }) => status.phase === "Running" && (name ?? metadata.name) === metadata.name)
      .map(({ metadata, spec }) => ({
        apiVersion: VERSION,
        kind: "PodMetrics",
        metadata: { name: metadata.name, namespace, labels: metadata.labels },
        timestamp: new Date().toISOString(),
        window: "1s",
        containers: spec.containers.map((one) => ({ name: one.name, usage: { cpu, memory: "16Mi" } })),
      }));
    return name === undefined ? { apiVersion: VERSION, kind: "PodMetricsList", metadata: {}, items } : items[0]!;
  }
}
