import { alerts, panels } from "../monitoring";
import { untilAddressesAre } from "./answers";
import { ask } from "./dns";
import { recordKeys } from "./etcdctl";
import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, HAS_OPERATOR, HOST_ADDRESS, kubectl, live, ON_PREM } from "./lab";
import { statusOf } from "./https";
import { metricsRead, metricsServed } from "./metrics";
import { type Pod, podsOf, unready } from "./pods";
import { piecesOfSecrets } from "./secrets";
import { Stack } from "./stack";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nginxName: string;
  readonly status: string;
  readonly nameServers: readonly [string];
  readonly endpoint: string;
}

interface Workload extends KubernetesObject {
  readonly status: { readonly readyReplicas?: number };
}

interface FederatedCluster extends KubernetesObject {
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}

interface Binding extends KubernetesObject {
  readonly roleRef: { readonly name: string };
}

const ENFORCE = "pod-security.kubernetes.io/enforce";
const NAMESPACES = ["federation-system", "federation"];
const STEADY_MILLISECONDS = 120_000;
/** Changes are noticed at once and written within five seconds, and answers are cached for five. */
const DNS_SECONDS = 20;

const stack = new Stack("examples/on-prem");
let before: Record<string, string>;
let ready: { readonly at: number; readonly pods: readonly Pod[] };
let outputs: Outputs;
let federation: { readonly file: string };

const nginxOf = async (member: "a" | "b"): Promise<number> => {
  const found = await list<Workload>(member, "deployments", "-n", "default");
  return found.find(({ metadata }) => metadata.name === "nginx")?.status.readyReplicas ?? 0;
};

afterAll(() => stack.remove());

live("A preview on bare clusters changes nothing and shows where nginx will land", async () => {
  await stack.init(ON_PREM);
  before = await inventory("uid");
  const versions = await inventory("resourceVersion");
  expect(await stack.preview()).toMatch(/nginx\s+4 → f-a-cluster 2, f-b-cluster 2/);
  expect(await inventory("resourceVersion")).toEqual(versions);
});

live("One up turns three bare clusters into a federation whose pods are all Ready", async () => {
  await stack.up("up from nothing");
  ready = { at: Date.now(), pods: await podsOf(...NAMESPACES) };
  expect(ready.pods.length).toBeGreaterThan(10);
  expect(unready(ready.pods)).toEqual([]);
  outputs = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", outputs.federationKubeconfig);
});

live("A second up changes nothing, and a refresh finds no drift", async () => {
  await stack.up("second up", "--expect-no-changes");
  await stack.refresh("--expect-no-changes");
});

live("The output kubeconfig and the status show both clusters Ready, and nginx runs 2 and 2", async () => {
  const clusters = await list<FederatedCluster>(federation, "clusters");
  const states = clusters.map(({ metadata, status }) => [
    metadata.name,
    status.conditions.find(({ type }) => type === "Ready")?.status,
  ]);
  expect(states).toEqual([
    ["f-a-cluster", "True"],
    ["f-b-cluster", "True"],
  ]);
  expect([await nginxOf("a"), await nginxOf("b")]).toEqual([2, 2]);
  expect(outputs.status).toMatch(
    /^kairen\.com\. on f-cluster, Karmada v1\.18\.2\n\n.*\nf-a-cluster +v1\S+ +Ready\nf-b-cluster +v1\S+ +Ready\n/,
  );
});

live("A join creates the members' tokens, and the federated API has them", async () => {
  for (const [member, letter] of [
    ["f-a-cluster", "a"],
    ["f-b-cluster", "b"],
  ] as const) {
    const issued = await tokenIn(letter, `karmada-${member}`);
    expect(issued).not.toBe("");
    expect(await tokenIn(federation, member)).toBe(issued);
  }
});

live("Six replicas with the same program are 3 and 3", async () => {
  await stack.configure({ replicas: 6 });
  await stack.up("up with 6 replicas");
  expect([await nginxOf("a"), await nginxOf("b")]).toEqual([3, 3]);
});

for (const by of ["udp", "tcp"] as const) {
  live(`The Service's names answer at the NodePort by ${by}, and no other name does`, async () => {
    const [server] = outputs.nameServers;
    const { a, b } = BALANCERS;
    expect(server).toMatch(new RegExp(`^${HOST_ADDRESS}:3\\d{4}$`));
    expect(outputs.nginxName).toBe("nginx.default.federation.svc.kairen.com");
    await giveAddresses();
    const answers = (name: string, addresses: readonly string[]): Promise<unknown> =>
      untilAddressesAre(server, name, addresses, by);
    await answers(outputs.nginxName, [a, b]);
    await answers("nginx.default.federation.svc.tw.kairen.com", [a, b]);
    await answers("nginx.default.federation.svc.a.tw.kairen.com", [a]);
    await answers("nginx.default.federation.svc.b.tw.kairen.com", [b]);
    expect(await ask(server, "apache.default.federation.svc.kairen.com", by)).toEqual({
      code: "NXDOMAIN",
      addresses: [],
    });
  });
}

live("A deleted federated Service loses its name and all records, which come back with it", async () => {
  const [server] = outputs.nameServers;
  const records = await recordKeys();
  expect(records.length).toBeGreaterThan(0);
  expect(records.filter((key) => !key.includes("nginx"))).toEqual([]);
  await kubectl(federation, "delete", "service", "nginx", "-n", "default");
  await eventually(
    "the name is gone",
    DNS_SECONDS,
    () => ask(server, outputs.nginxName, "udp"),
    ({ code }) => code === "NXDOMAIN",
  );
  await eventually("no record is left", DNS_SECONDS, recordKeys, (keys) => keys.length === 0);
  await stack.refresh();
  await stack.up("up after a Service was deleted");
  await eventually(
    "the name is back",
    DNS_SECONDS,
    async () => {
      // The Service reaches the members after the up, which does not wait for it.
      await giveAddresses();
      return ask(server, outputs.nginxName, "udp");
    },
    ({ addresses }) => addresses.length === 2,
  );
  await eventually("all records are back", DNS_SECONDS, recordKeys, (keys) => keys.length === records.length);
});

live("The pods serve every metric without a credential that an alert rule or the dashboard reads", async () => {
  // API servers ask for a credential, which Prometheus has in the suite of monitoring.
  const read = metricsRead([...alerts(), ...panels()]).filter((name) => !name.startsWith("apiserver_"));
  expect(read.length).toBeGreaterThan(10);
  const served = await metricsServed(await podsOf(...NAMESPACES));
  expect(read.filter((name) => !served.has(name))).toEqual([]);
});

live("The federated API refuses missing credentials, a wrong token and another authority's certificate", async () => {
  const url = `${outputs.endpoint}/api/v1/namespaces`;
  const { cert, key } = await clientCertificateOfHost();
  expect(await statusOf(url)).toBe(401);
  expect(await statusOf(url, { headers: { authorization: "Bearer wrong" } })).toBe(401);
  expect(await statusOf(url, { headers: { authorization: `Basic ${btoa("admin:admin")}` } })).toBe(401);
  expect(await statusOf(url, { cert, key })).toBe(401);
  expect(await statusOf(`${outputs.endpoint}/livez`)).toBe(200);
});

live("No private key, token or kubeconfig is in the clear in the state or in the output", async () => {
  const pieces = piecesOfSecrets(await stack.export("--show-secrets"));
  expect(pieces.length).toBeGreaterThan(20);
  for (const text of [await stack.export(), stack.printed]) {
    expect(pieces.filter((piece) => text.includes(piece))).toEqual([]);
    expect(text).not.toMatch(/PRIVATE KEY-----|client-key-data: \w|LS0tLS1CRUdJTiBSU0EgUFJJVkFURSB|eyJhbGciOi/);
  }
});

live("Pod Security is enforced, and the pods of etcd-operator's clusters are the only exception", async () => {
  const levels = await Promise.all(
    NAMESPACES.map((name) =>
      kubectl("f", "get", "namespace", name, "-o", `jsonpath={.metadata.labels['${ENFORCE.replaceAll(".", "\\.")}']}`),
    ),
  );
  expect(levels).toEqual(["restricted", HAS_OPERATOR ? "baseline" : "restricted"]);
  const warnings = await kubectl(
    "f",
    "label",
    "--dry-run=server",
    "--overwrite",
    "namespace",
    "federation",
    `${ENFORCE}=restricted`,
  );
  const violating = warnings.match(/^Warning: (?!existing).*/gm) ?? [];
  expect(violating).toEqual(HAS_OPERATOR ? [expect.stringMatching(/^Warning: etcd-cluster-0: /)] : []);
});

live(
  "No pod has a token that it does not use, nothing of ours is cluster-admin, and all traffic is denied except what is named",
  async () => {
    const tokens = (await podsOf(...NAMESPACES)).filter(({ token }) => token);
    expect(tokens.map(({ name }) => name)).toEqual(
      HAS_OPERATOR ? [expect.stringMatching(/^federation\/etcd-operator-/)] : [],
    );
    const bindings = await list<Binding>("f", "clusterrolebindings,rolebindings", "-A");
    const administrators = bindings.filter(({ roleRef }) => roleRef.name === "cluster-admin");
    expect(administrators.map(({ metadata }) => metadata.name)).toEqual(["cluster-admin"]);
    for (const namespace of NAMESPACES) {
      const policies = await list("f", "networkpolicies", "-n", namespace);
      expect(policies.map(({ metadata }) => metadata.name)).toContain("default-deny");
    }
  },
);

live("Every pod on the host has stayed Ready for two minutes, without a restart", async () => {
  const left = ready.at + STEADY_MILLISECONDS - Date.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
  const now = await podsOf(...NAMESPACES);
  expect(unready(now)).toEqual([]);
  expect(now.map(({ uid }) => uid)).toEqual(ready.pods.map(({ uid }) => uid));
  for (const pod of now) expect(pod).toMatchObject({ restarts: 0 });
  for (const pod of now) expect(pod.readySince).toBeLessThanOrEqual(ready.at);
});

live("One destroy leaves the three clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});

live("A second destroy does nothing", async () => {
  const now = await inventory("resourceVersion");
  await stack.destroy();
  expect(await inventory("resourceVersion")).toEqual(now);
});

async function clientCertificateOfHost(): Promise<{ readonly cert: Buffer; readonly key: Buffer }> {
  const config = JSON.parse(await kubectl("f", "config", "view", "--raw", "-o", "json")) as {
    readonly users: readonly { readonly user: Record<string, string> }[];
  };
  const { user } = config.users[0]!;
  const file = (field: string): Buffer => Buffer.from(user[`${field}-data`]!, "base64");
  return { cert: file("client-certificate"), key: file("client-key") };
}

function tokenIn(cluster: Parameters<typeof kubectl>[0], secret: string): Promise<string> {
  return kubectl(cluster, "get", "secret", secret, "-n", "karmada-cluster", "-o", "jsonpath={.data.token}");
}
