import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cluster, Federation, type FederationArgs } from "@fedstack/core";
import { fakeKubeconfig, plain, record } from "@fedstack/core/testing";
import { LAB_HOME } from "./live/missing";

/** What a member, or somebody who may write bindings in one namespace, says of a Service. */
interface Reported {
  readonly name?: string;
  readonly apiVersion?: string;
  /** Namespace of the resource, where it is not the binding's. */
  readonly namespace?: string;
  readonly ingress: readonly { readonly ip?: string; readonly hostname?: string }[];
  readonly annotations?: Readonly<Record<string, string>>;
}

const BIN = process.env["LAB_BIN"] ?? join(LAB_HOME, "bin");
const EXTERNAL_DNS = join(BIN, "external-dns");
const ETCD = join(BIN, "etcd");
const BINDINGS = "/apis/work.karmada.io/v1alpha2";
const NAMES = "/skydns/com/kairen/svc/federation";
const VICTIM = "bank.default.federation.svc.kairen.com:203.0.113.66";

/** Bindings in the namespace `hostile` that would add records for other names, or targets that are no addresses. */
const HOSTILE: Readonly<Record<string, Reported>> = {
  "an address with a second pair": { ingress: [{ ip: `198.51.100.41,${VICTIM}` }] },
  "an address with a second pair on a new line": { ingress: [{ ip: `198.51.100.41\n,${VICTIM}` }] },
  "an IPv6 address whose zone is a second pair": { ingress: [{ ip: `fe80::1%,${VICTIM}` }] },
  "an address that is a template": { ingress: [{ ip: `{{"${VICTIM}"}}` }] },
  "an address that is a host name": { ingress: [{ ip: "lb.example.com" }] },
  "a host name with a second pair": { ingress: [{ hostname: `lb.example.com,${VICTIM}` }] },
  "a host name with an empty label": { ingress: [{ hostname: "lb..example.com" }] },
  "a host name that is longer than DNS allows": { ingress: [{ hostname: `${"a.".repeat(125)}com.x` }] },
  "a host name that is an address": { ingress: [{ hostname: "203.0.113.66" }] },
  "a name with a pair": { name: `x:203.0.113.65,${VICTIM},x`, ingress: [{ ip: "203.0.113.66" }] },
  "a name that is longer than a label": { name: "w".repeat(64), ingress: [{ ip: "203.0.113.66" }] },
  "a name of two labels": { name: "bank.default", ingress: [{ ip: "203.0.113.66" }] },
  "a resource in another namespace": { name: "bank", namespace: "default", ingress: [{ ip: "203.0.113.66" }] },
  "another kind named Service": { apiVersion: "serving.knative.dev/v1", ingress: [{ ip: "203.0.113.66" }] },
  "annotations that name a record": {
    ingress: [],
    annotations: {
      "external-dns.alpha.kubernetes.io/hostname": "bank.default.federation.svc.kairen.com",
      "external-dns.alpha.kubernetes.io/target": "203.0.113.66",
    },
  },
};

/** What is published: the Services and addresses that a member may have. */
const HONEST: Readonly<Record<string, Reported>> = {
  "an IPv4 address": { name: "four", ingress: [{ ip: "198.51.100.41" }] },
  "an IPv6 address": { name: "six", ingress: [{ ip: "2001:db8::41" }] },
  "a host name": { name: "named", ingress: [{ hostname: "a-1.lb.example.com" }] },
  "two addresses": { name: "two", ingress: [{ ip: "198.51.100.42" }, { ip: "198.51.100.43" }] },
};

const title = "A publisher takes from a member only addresses and host names, for Services that are placed on it";
const missing = [EXTERNAL_DNS, ETCD].filter((program) => !existsSync(program));
const folder = mkdtempSync(join(tmpdir(), "fedstack-"));
const started: (ChildProcess | Server)[] = [];

afterAll(() => {
  for (const one of started) {
    if ("kill" in one) one.kill("SIGKILL");
    else one.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

if (missing.length === 0) {
  test.each<[string, FederationArgs["dns"]]>([
    ["each", {}],
    ["all", { provider: { name: "aws" } }],
  ])(`${title}, where it publishes what %s of them report`, async (_, dns) => {
    const api = await serve([
      ...Object.values(HONEST).map((reported) => binding("default", reported)),
      ...Object.values(HOSTILE).map((reported) => binding("hostile", reported)),
    ]);
    const etcd = await startEtcd();
    await publish(await publisherFlags(dns), api, etcd);
    expect(await recordsIn(etcd)).toEqual([
      [`${NAMES}/default/four`, "198.51.100.41"],
      [`${NAMES}/default/named`, "a-1.lb.example.com"],
      [`${NAMES}/default/six`, "2001:db8::41"],
      [`${NAMES}/default/two`, "198.51.100.42"],
      [`${NAMES}/default/two`, "198.51.100.43"],
      // What a binding calls a resource of another namespace has a name in the binding's own.
      [`${NAMES}/hostile/bank`, "203.0.113.66"],
    ]);
  });
} else {
  console.warn(`SKIPPED ${title}: ${missing.join(" and ")} not found; build the lab first`);
  test.skip(title, () => undefined);
}

/** Flags of the publisher of one member or, for a provider of DNS, of all. Either writes to an etcd here. */
async function publisherFlags(dns: FederationArgs["dns"]): Promise<readonly string[]> {
  const resources = await record(() => {
    const kubeconfig = fakeKubeconfig("f", "a");
    const federation = new Federation(
      Cluster.fromKubeconfig("f-cluster", kubeconfig, { context: "f" }),
      "kairen.com.",
      { dns },
    );
    federation.join(Cluster.fromKubeconfig("a-cluster", kubeconfig, { context: "a" }));
  });
  const publisher = resources.find(({ type, name }) => type.endsWith(":Deployment") && name.includes("external-dns"))!;
  const { spec } = plain<{ spec: { template: { spec: { containers: [{ args: string[] }] } } } }>(publisher.inputs);
  const { args } = spec.template.spec.containers[0];
  const toEtcd = ["--provider=coredns", "--coredns-prefix=/skydns/", "--registry=noop"];
  return [...args.filter((flag) => !/^--(provider|coredns-prefix|registry|txt-.*)=/.test(flag)), ...toEtcd];
}

let count = 0;

function binding(namespace: string, reported: Reported): object {
  const { name = "web", apiVersion = "v1", ingress, annotations } = reported;
  const status = { loadBalancer: { ingress } };
  return {
    apiVersion: "work.karmada.io/v1alpha2",
    kind: "ResourceBinding",
    metadata: { name: `binding-${++count}`, namespace, uid: String(count), resourceVersion: "1", annotations },
    spec: {
      resource: { apiVersion, kind: "Service", namespace: reported.namespace ?? namespace, name },
      clusters: [{ name: "a-cluster" }],
    },
    status: { aggregatedStatus: [{ clusterName: "a-cluster", status }] },
  };
}

/** An API server that has only bindings. */
async function serve(items: readonly object[]): Promise<string> {
  const server = createServer(({ url }, response) => {
    const { pathname, searchParams } = new URL(url!, "http://localhost");
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (pathname === "/apis") {
      const version = { groupVersion: "work.karmada.io/v1alpha2", version: "v1alpha2" };
      const groups = [{ name: "work.karmada.io", versions: [version], preferredVersion: version }];
      answer(200, { kind: "APIGroupList", apiVersion: "v1", groups });
    } else if (pathname === BINDINGS) {
      answer(200, {
        kind: "APIResourceList",
        apiVersion: "v1",
        groupVersion: "work.karmada.io/v1alpha2",
        resources: [{ name: "resourcebindings", kind: "ResourceBinding", namespaced: true, verbs: ["list", "watch"] }],
      });
    } else if (pathname !== `${BINDINGS}/resourcebindings`) {
      answer(404, { kind: "Status", apiVersion: "v1", status: "Failure", code: 404 });
    } else if (searchParams.get("sendInitialEvents")) {
      answer(422, { kind: "Status", apiVersion: "v1", status: "Failure", reason: "Invalid", code: 422 });
    } else if (searchParams.get("watch")) {
      response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
    } else {
      const metadata = { resourceVersion: "1" };
      answer(200, { apiVersion: "work.karmada.io/v1alpha2", kind: "ResourceBindingList", metadata, items });
    }
  });
  started.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startEtcd(): Promise<string> {
  const [clients, peers] = await Promise.all([freeUrl(), freeUrl()]);
  const flags = {
    "data-dir": mkdtempSync(join(folder, "etcd-")),
    "listen-client-urls": clients,
    "advertise-client-urls": clients,
    "listen-peer-urls": peers,
    "initial-advertise-peer-urls": peers,
    "initial-cluster": `default=${peers}`,
  };
  const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  started.push(spawn(ETCD, args, { stdio: "ignore" }));
  for (;;) {
    const healthy = await fetch(`${clients}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return clients;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freeUrl(): Promise<string> {
  const socket = createSocket();
  await once(socket.listen(0, "127.0.0.1"), "listening");
  const { port } = socket.address() as AddressInfo;
  socket.close();
  return `http://127.0.0.1:${port}`;
}

/** Runs the publisher once, with its own flags except for where the API and the metrics are. */
async function publish(flags: readonly string[], server: string, etcd: string): Promise<void> {
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: "api", cluster: { server } }],
      contexts: [{ name: "api", context: { cluster: "api", user: "" } }],
      "current-context": "api",
    }),
  );
  const own = flags.filter((flag) => !/^--(kubeconfig|metrics-address|events)\b/.test(flag));
  const child = spawn(EXTERNAL_DNS, [...own, `--kubeconfig=${kubeconfig}`, "--metrics-address=127.0.0.1:0", "--once"], {
    env: { ETCD_URLS: etcd },
  });
  started.push(child);
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const [code] = (await once(child, "exit")) as [number];
  expect([code, log.match(/level=(error|fatal).*/g)]).toEqual([0, null]);
}

/** Names, as paths, and targets of the records. The last part of a path is random. */
async function recordsIn(etcd: string): Promise<[string, string][]> {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const response = await fetch(`${etcd}/v3/kv/range`, {
    method: "POST",
    body: JSON.stringify({ key: base64("\0"), range_end: base64("\0") }),
  });
  const { kvs = [] } = (await response.json()) as { kvs?: { key: string; value: string }[] };
  return kvs
    .map(({ key, value }): [string, string] => {
      const { host } = JSON.parse(Buffer.from(value, "base64").toString()) as { host: string };
      return [
        Buffer.from(key, "base64")
          .toString()
          .replace(/\/[^/]*$/, ""),
        host,
      ];
    })
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}
