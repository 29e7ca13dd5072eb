import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../recorded.test-support";
import { isSecret, plain } from "../testing";
import { InvalidInputError } from "../validation/errors";
import type { DnsArgs } from "./dns-args";
import type { ZoneArgs } from "./provider-args";
import { DEPLOYMENT, NETWORK_POLICY, recordNewDns, recordDns, containerOf, type Workload } from "./dns.test-support";

const NAMESPACE = "kubernetes:core/v1:Namespace";

test("a DNS name is refused unless it is one", async () => {
  const messages: string[] = [];
  await recordNewDns(
    {},
    {
      inspect: (dns) => {
        for (const service of [undefined, null, pulumi.output("web"), "A b..c", { name: "web", namespace: "x y" }]) {
          try {
            messages.push(dns.nameOf(service as string));
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidInputError);
            messages.push((error as Error).message.split("; ")[0]!);
          }
        }
      },
    },
  );
  expect(messages).toEqual([
    "nameOf(): service.name: is missing",
    "nameOf(): service.name: is missing",
    "nameOf(): service: is an Output",
    expect.stringContaining('"A b..c" is not a DNS label'),
    expect.stringContaining('"x y" is not a DNS label'),
  ]);
});

test("a DNS name consists of the names of the Service, its namespace and the federation", async () => {
  let names: string[] = [];
  await recordNewDns(
    {},
    {
      inspect: (dns) =>
        (names = [dns.nameOf("web"), dns.nameOf("web", "shop"), dns.nameOf({ name: "web", namespace: "shop" })]),
    },
  );
  expect(names).toEqual([
    "web.default.federation.svc.kairen.com",
    "web.shop.federation.svc.kairen.com",
    "web.shop.federation.svc.kairen.com",
  ]);
});

test.each<[ZoneArgs, number]>([
  [{}, 5 + 5],
  [{ ttlSeconds: 60 }, 5 + 60],
  [{ provider: { name: "aws" } }, 75 + 60],
  [{ provider: { name: "aws" }, ttlSeconds: 300 }, 75 + 300],
])("with %j, an address is forgotten %i seconds after its member gave it up", async (args, seconds) => {
  const forgotten: number[] = [];
  await recordNewDns(args, { inspect: ({ forgetSeconds }) => forgotten.push(forgetSeconds) });
  expect(forgotten).toEqual([seconds]);
});

test("the publishers' kubeconfig and the name servers' key are secrets", async () => {
  const resources = await recordDns({ records: { kind: "etcd" } });
  const secrets = resources.filter(({ type }) => type === "kubernetes:core/v1:Secret");
  expect(secrets.map(({ name }) => name).sort()).toEqual([
    "federation-etcd-cluster-peer",
    "federation-etcd-cluster-server",
    "federation-federated-api",
    "federation-records-coredns",
    "federation-records-external-dns",
  ]);
  for (const { inputs } of secrets) expect(isSecret(inputs["stringData"])).toBe(true);
});

test("the library's own etcd uses TLS, with an authority that the control plane's etcd does not trust", async () => {
  const resources = await recordDns({ records: { kind: "etcd", replicas: 3 } });
  const members = [0, 1, 2].map((n) => `https://etcd-cluster-${n}.etcd-cluster.federation.svc.cluster.local:2379`);
  const { env } = containerOf(inputsOf<Workload>(resources, DEPLOYMENT, "federation-external-dns-f-a-cluster"));
  expect(env).toEqual(
    expect.arrayContaining([
      { name: "ETCD_URLS", value: members.join(",") },
      { name: "ETCD_CERT_FILE", value: "/etc/records-etcd/tls.crt" },
    ]),
  );
  const corefile = inputsOf<{ data: { Corefile: string } }>(
    resources,
    "kubernetes:core/v1:ConfigMap",
    "federation-coredns",
  );
  expect(corefile.data.Corefile).toContain(`endpoint ${members.join(" ")}\n`);
  const certificate = "tls:index/locallySignedCert:LocallySignedCert";
  expect(inputsOf(resources, certificate, "federation-records-ca-coredns")["caCertPem"]).toBe(
    "certificate of federation-records-ca",
  );
});

test("an external etcd is used as it is", async () => {
  const tls = { authority: "their authority", certificate: "their certificate", key: "their key" };
  const records = { kind: "external", endpoints: ["https://etcd.example.com:2379"], tls } as const;
  const resources = await recordDns({ records });
  expect(resources.filter(({ type }) => /:(StatefulSet|EtcdCluster)$/.test(type))).toEqual([]);
  expect(inputsOf(resources, "kubernetes:core/v1:Secret", "federation-records-client")["stringData"]).toEqual({
    "ca.crt": "their authority",
    "tls.crt": "their certificate",
    "tls.key": "their key",
  });
});

test.each<[DnsArgs["records"], string]>([
  [undefined, "baseline"],
  [{ kind: "etcd" }, "restricted"],
  [{ kind: "external", endpoints: ["http://10.0.0.1:2379"] }, "restricted"],
])("with records %j the namespace enforces the profile %s", async (records, profile) => {
  const { metadata } = inputsOf<{ metadata: { labels: Record<string, string> } }>(
    await recordDns({ records }),
    NAMESPACE,
    "federation-dns-namespace",
  );
  expect(metadata.labels).toMatchObject({
    "pod-security.kubernetes.io/enforce": profile,
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/audit": "restricted",
  });
});

test.each<[DnsArgs["records"], number]>([
  [undefined, 4],
  [{ kind: "etcd" }, 4],
])(
  "with records %j every pod meets the profile restricted, and only etcd-operator has a token",
  async (records, pods) => {
    const workloads = (await recordDns({ records })).filter(({ type }) => /:apps\/v1:/.test(type));
    expect(workloads).toHaveLength(pods);
    for (const { name, inputs } of workloads) {
      const { spec } = plain<Workload>(inputs).spec.template;
      expect(spec).toMatchObject({
        automountServiceAccountToken: name === "federation-etcd-operator",
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containers: [{ securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true } }],
      });
      expect(containerOf(plain<Workload>(inputs)).securityContext.capabilities).toEqual({
        drop: ["ALL"],
        ...(name === "federation-coredns" && { add: ["NET_BIND_SERVICE"] }),
      });
    }
  },
);

test("anyone may query names; only what reads, writes and runs the records' etcd may reach it", async () => {
  const resources = await recordDns();
  const policy = (name: string): unknown =>
    inputsOf(resources, NETWORK_POLICY, `federation-federation-${name}`)["spec"];
  const from = (...components: string[]): object[] =>
    components.map((name) => ({ podSelector: { matchLabels: { "app.kubernetes.io/name": name } } }));
  expect(policy("default-deny")).toMatchObject({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  expect(policy("coredns")).toMatchObject({
    ingress: [
      {
        ports: [
          { port: 1053, protocol: "UDP" },
          { port: 1053, protocol: "TCP" },
          { port: 9153, protocol: "TCP" },
        ],
      },
    ],
  });
  expect(policy("etcd-cluster")).toMatchObject({
    podSelector: { matchLabels: { "app.kubernetes.io/name": "etcd-cluster" } },
    ingress: [{ from: from("etcd-cluster", "coredns", "external-dns", "etcd-operator") }],
  });
});

test("objects in the namespace are deleted with it; rights in the federated API go with the control plane", async () => {
  const resources = await recordDns();
  const namespaced = resources.filter(
    ({ inputs, provider }) =>
      provider === "host" && (plain<{ metadata?: { namespace?: string } }>(inputs).metadata?.namespace ?? "") !== "",
  );
  expect(namespaced.length).toBeGreaterThan(12);
  expect(new Set(namespaced.map(({ deletedWith }) => deletedWith))).toEqual(new Set(["federation-dns-namespace"]));
  const inApi = resources.filter(({ provider }) => provider === "api");
  expect(inApi.map(({ deletedWith }) => deletedWith)).toEqual(["control-plane", "control-plane"]);
});

test("name servers may ask others only if there are upstreams or delegations", async () => {
  const opened = async (args: DnsArgs): Promise<unknown[]> =>
    inputsOf<{ spec: { egress: unknown[] } }>(await recordDns(args), NETWORK_POLICY, "federation-federation-coredns")
      .spec.egress;
  const [records] = await opened({});
  expect(await opened({})).toEqual([records]);
  for (const args of [{ upstreams: ["9.9.9.9"] }, { delegations: { "eu.kairen.com": ["192.0.2.1"] } }]) {
    expect(await opened(args)).toEqual([records, { to: expect.any(Array) }]);
  }
});
