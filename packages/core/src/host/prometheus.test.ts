import * as pulumi from "@pulumi/pulumi";
import { cluster, federate, inputsOf, recordedOnce } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import type { MetricsArgs } from "./metrics";

const ALL: MetricsArgs = {
  namespace: "monitoring",
  serviceAccount: "prometheus",
  podMonitors: { labels: { release: "prometheus" } },
};
const federated = recordedOnce((metrics: MetricsArgs | undefined) =>
  record(() => void federate(cluster("f-cluster", "f"), "kairen.com", { metrics })),
);

const secret = (resources: readonly RecordedResource[]): RecordedResource =>
  resources.find(({ type, name }) => type.endsWith(":Secret") && name === "federation-federation-system-metrics")!;
const monitors = (resources: readonly RecordedResource[]) =>
  resources
    .filter(({ type }) => type.endsWith(":PodMonitor"))
    .map(({ inputs }) =>
      plain<{ metadata: { name: string; namespace: string; labels: object }; spec: Record<string, unknown> }>(inputs),
    )
    .sort((one, other) => one.metadata.name.localeCompare(other.metadata.name));

test("Prometheus gets a client certificate of a group that Kubernetes lets read metrics, and no other right", async () => {
  const resources = await federated({ namespace: "monitoring" });
  expect(plain(secret(resources).inputs)).toMatchObject({
    metadata: { name: "federation-system-metrics", namespace: "monitoring" },
    stringData: {
      "ca.crt": "certificate of federation-ca",
      "tls.crt": "certificate of federation-ca-metrics-client",
      "tls.key": "private key of federation-ca-metrics-client",
    },
  });
  expect(inputsOf(resources, ":CertRequest", "federation-ca-metrics-client")["subject"]).toEqual({
    commonName: "fedstack:metrics",
    organization: "system:monitoring",
  });
  const bound = resources
    .filter(({ type }) => /:(Cluster)?RoleBinding$/.test(type))
    .filter(({ inputs }) => /fedstack:metrics|system:monitoring/.test(JSON.stringify(plain(inputs))));
  expect(bound).toEqual([]);
});

test("the Secret stays when only the federation's namespace goes, which it is not in", async () => {
  const { deletedWith, dependsOn } = secret(await federated({ namespace: "monitoring" }));
  expect(deletedWith).toBeUndefined();
  expect(dependsOn).toContain("federation-namespace");
});

test("servers that ask for it are known by one name more", async () => {
  const names = (resources: readonly RecordedResource[], server: string): unknown =>
    inputsOf(resources, ":CertRequest", `federation-ca-${server}`)["dnsNames"];
  const [read, unread] = [await federated({ namespace: "monitoring" }), await federated(undefined)];
  const more = (server: string): boolean[] =>
    [read, unread].map((resources) => (names(resources, server) as string[]).includes("metrics.federation-system.svc"));
  for (const server of ["apiserver", "aggregated-apiserver", "kube-controller-manager"]) {
    expect([server, more(server)]).toEqual([server, [true, false]]);
  }
  expect(more("webhook")).toEqual([false, false]);
});

test("its service account may find the pods in both namespaces, and nothing else there", async () => {
  const resources = await federated(ALL);
  for (const namespace of ["federation-system", "federation"]) {
    const name = `federation-${namespace}-metrics`;
    expect(inputsOf(resources, ":Role", name)).toMatchObject({
      metadata: { namespace },
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] }],
    });
    expect(inputsOf(resources, ":RoleBinding", name)).toMatchObject({
      metadata: { namespace },
      subjects: [{ kind: "ServiceAccount", name: "prometheus", namespace: "monitoring" }],
    });
  }
});

test("a PodMonitor for each namespace takes both ports, and the certificate where it is asked for", async () => {
  const file = (key: string): object => ({ name: "federation-system-metrics", key });
  const open = { port: "metrics" };
  const tlsConfig = {
    ca: { secret: file("ca.crt") },
    cert: { secret: file("tls.crt") },
    keySecret: file("tls.key"),
    serverName: "metrics.federation-system.svc",
  };
  const found = monitors(await federated(ALL));
  expect(found.map(({ spec }) => spec)).toEqual([
    { namespaceSelector: { matchNames: ["federation"] }, selector: {}, podMetricsEndpoints: [open] },
    {
      namespaceSelector: { matchNames: ["federation-system"] },
      selector: {},
      podMetricsEndpoints: [open, { port: "https-metrics", scheme: "https", tlsConfig }],
    },
  ]);
  for (const { metadata } of found) {
    expect(metadata).toMatchObject({ namespace: "monitoring", labels: { release: "prometheus" } });
  }
});

test("without them, there are no PodMonitors and no rights; without a reader, there is no certificate either", async () => {
  const made = (resources: readonly RecordedResource[]): string[] =>
    resources.map(({ name }) => name).filter((name) => /-metrics(-client)?$/.test(name));
  expect([...new Set(made(await federated({ namespace: "monitoring" })))].sort()).toEqual([
    "federation-ca-metrics-client",
    "federation-federation-system-metrics",
  ]);
  expect(made(await federated(undefined))).toEqual([]);
});

test("a namespace that the program makes comes first", async () => {
  const resources = await record(() => {
    const namespace = new pulumi.ComponentResource("test:index:Monitoring", "monitoring").urn.apply(() => "made");
    federate(cluster("f-cluster", "f"), "kairen.com", { metrics: { ...ALL, namespace } });
  });
  const used = [secret(resources).inputs, ...monitors(resources)].map(
    (one) => plain<{ metadata: object }>(one).metadata,
  );
  expect(used).toHaveLength(3);
  for (const metadata of used) expect(metadata).toMatchObject({ namespace: "made" });
});
