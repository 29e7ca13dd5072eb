import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { hostSite } from "../host/site.test-support";
import { Signer } from "../pki/signer";
import { Trust } from "../pki/trust";
import { inputsOf, recordedOnce } from "../recorded.test-support";
import { isSecret, plain, record, type RecordedResource, type RecordOptions } from "../testing";
import { InvalidInputError } from "../validation/errors";
import { Dns } from "./dns";
import type { DnsArgs } from "./dns-args";
import type { PublishedMember } from "./record-template";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const MEMBERS: PublishedMember[] = [{ name: "f-a-cluster", region: "tw", zones: ["a"] }, { name: "f-b-cluster" }];

/** Resources for the DNS of federation `federation` on host `host`, with two members. */
async function recordNewDns(
  args: DnsArgs,
  options: RecordOptions & { readonly inspect?: (dns: Dns) => unknown } = {},
): Promise<RecordedResource[]> {
  return record(() => {
    const site = hostSite();
    const api = site.on({ provider: new k8s.Provider("api", {}) });
    const controlPlane = new k8s.core.v1.Namespace("control-plane", {}, site.options());
    const signer = new Signer("federation-ca", {}, {});
    const dns = new Dns(
      "federation-dns",
      {
        site,
        namespace: "federation",
        systemNamespace: "federation-system",
        zone: "kairen.com.",
        hostAddress: "172.22.132.31",
        api: api.goneWith(controlPlane),
        access: {
          endpoint: "https://karmada-apiserver.federation-system.svc.cluster.local:5443",
          trust: new Trust(signer.certificate),
          client: signer.issue("dns-client", { commonName: "fedstack:dns", uses: ["client_auth"] }),
        },
        server: controlPlane,
        args,
        certificates: {},
      },
      { parent: site.parent },
    );
    MEMBERS.forEach((member) => dns.publishMember(member));
    options.inspect?.(dns);
  }, options);
}

const recordOnce = recordedOnce((args: DnsArgs) => recordNewDns(args));
const recordDns = (args: DnsArgs = {}): Promise<RecordedResource[]> => recordOnce(args);

interface Workload {
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly metadata: { readonly annotations: Record<string, string> };
      readonly spec: {
        readonly automountServiceAccountToken: boolean;
        readonly terminationGracePeriodSeconds?: number;
        readonly containers: {
          readonly args: string[];
          readonly env?: { readonly name: string; readonly value: string }[];
          readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
          readonly securityContext: { readonly capabilities: object };
        }[];
      };
    };
  };
}

const containerOf = (workload: Workload): Workload["spec"]["template"]["spec"]["containers"][number] =>
  workload.spec.template.spec.containers[0]!;

test("the name servers answer UDP and TCP on one node port", async () => {
  const service = inputsOf(await recordDns({ service: { nodePort: 30053 } }), SERVICE, "federation-coredns");
  expect(service["spec"]).toMatchObject({
    type: "NodePort",
    ports: [
      { protocol: "UDP", port: 53, targetPort: 1053, nodePort: 30053 },
      { protocol: "TCP", port: 53, targetPort: 1053, nodePort: 30053 },
    ],
  });
});

test("two name servers run on different nodes and restart when the Corefile changes", async () => {
  const before = inputsOf<Workload>(await recordDns(), DEPLOYMENT, "federation-coredns");
  const after = inputsOf<Workload>(await recordDns({ ttlSeconds: 9 }), DEPLOYMENT, "federation-coredns");
  expect(before.spec.replicas).toBe(2);
  expect(before.spec.template.spec).toMatchObject({ affinity: { podAntiAffinity: {} } });
  expect(after.spec.template.metadata.annotations["fedstack.dev/checksum"]).not.toBe(
    before.spec.template.metadata.annotations["fedstack.dev/checksum"],
  );
});

test.each<[DnsArgs["service"], string[]]>([
  [{ nodePort: 30053 }, ["172.22.132.31:30053"]],
  [{}, ["172.22.132.31:31111"]],
  [{ type: "LoadBalancer" }, ["192.0.2.7:53", "[2001:db8::7]:53"]],
  [{ type: "ClusterIP" }, ["10.96.0.53:53"]],
])("with the Service %j they answer at %j", async (service, expected) => {
  const told: { nameServers?: string[]; stubDomain?: string } = {};
  await recordNewDns(
    { service },
    {
      outputs: ({ type, name }) =>
        type === SERVICE && name === "federation-coredns"
          ? {
              spec: { clusterIP: "10.96.0.53", ports: [{ nodePort: 31111 }] },
              status: { loadBalancer: { ingress: [{ ip: "192.0.2.7" }, { ip: "2001:db8::7" }] } },
            }
          : undefined,
      inspect: (dns) => {
        dns.nameServers.apply((addresses) => (told.nameServers = addresses));
        dns.stubDomain.apply((text) => (told.stubDomain = text));
      },
    },
  );
  expect(told.nameServers).toEqual(expected);
  expect(told.stubDomain).toContain(`forward . ${expected.join(" ")}\n`);
});

test.each<[DnsArgs["service"], string[] | undefined]>([
  [{ nodePort: 30053 }, ["172.22.132.31:30053"]],
  [{}, undefined],
  [{ type: "LoadBalancer" }, undefined],
  [{ type: "ClusterIP" }, undefined],
])("a preview with the Service %j says that they will answer at %j", async (service, expected) => {
  let nameServers: string[] | undefined;
  const inspect = (dns: Dns): unknown => dns.nameServers.apply((addresses) => (nameServers = addresses));
  await recordNewDns({ service }, { preview: true, inspect });
  expect(nameServers).toEqual(expected);
});

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
    "nameOf(): the name of the Service is missing",
    "nameOf(): the name of the Service is missing",
    "nameOf(): the name of the Service is an Output",
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

test("each member has one publisher, which writes the names of its own region and zone", async () => {
  const resources = await recordDns();
  const flagsOf = (member: string): string =>
    containerOf(inputsOf<Workload>(resources, DEPLOYMENT, `federation-external-dns-${member}`)).args.join("\n");
  expect(flagsOf("f-a-cluster")).toContain(".federation.svc.a.tw.kairen.com:");
  expect(flagsOf("f-b-cluster")).not.toContain(".tw.");
  expect(flagsOf("f-b-cluster")).toContain('eq .clusterName "f-b-cluster"');
  const withoutMembers = resources.filter(({ name }) => !name.includes("external-dns-"));
  expect(resources.length - withoutMembers.length).toBe(MEMBERS.length);
});

test("records contain their owner, so that no other key is left behind", async () => {
  const { args } = containerOf(
    inputsOf<Workload>(await recordDns(), DEPLOYMENT, "federation-external-dns-f-a-cluster"),
  );
  expect(args).toEqual(
    expect.arrayContaining([
      "--policy=sync",
      "--registry=noop",
      "--coredns-strictly-owned",
      "--txt-owner-id=federation/f-a-cluster",
      "--domain-filter=kairen.com",
      "--annotation-prefix=fedstack.dev/none/",
    ]),
  );
});

test("a publisher outlives its member long enough to delete its records", async () => {
  const workload = inputsOf<Workload>(await recordDns(), DEPLOYMENT, "federation-external-dns-f-a-cluster");
  const farewell = containerOf(workload).lifecycle!.preStop.sleep.seconds;
  expect(farewell).toBeGreaterThan(5);
  expect(workload.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(farewell);
});

test("publishers may list bindings in the federated API, and nothing else", async () => {
  const roles = (await recordDns()).filter(({ type, provider }) => /:ClusterRole$/.test(type) && provider === "api");
  expect(roles.map(({ inputs }) => inputs["rules"])).toEqual([
    [{ apiGroups: ["work.karmada.io"], resources: ["resourcebindings"], verbs: ["list", "watch"] }],
  ]);
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

test("etcd-operator writes only in the federation's namespace, and reads no Secrets", async () => {
  const resources = await recordDns();
  const rulesOf = (kind: string): { resources: string[]; verbs: string[] }[] =>
    resources
      .filter(({ type, provider }) => type.endsWith(`:${kind}`) && provider === "host")
      .flatMap(({ inputs }) => inputs["rules"] as { resources: string[]; verbs: string[] }[]);
  expect([...new Set(rulesOf("ClusterRole").flatMap(({ verbs }) => verbs))].sort()).toEqual(["get", "list", "watch"]);
  expect(rulesOf("Role")).not.toHaveLength(0);
  expect([...rulesOf("ClusterRole"), ...rulesOf("Role")].flatMap((rule) => rule.resources)).not.toContain("secrets");
});

test("etcd-operator gets both parts of the image, and the records wait for all its members", async () => {
  const resources = await recordDns({ records: { kind: "operator", replicas: 3, storage: { className: "fast" } } });
  const type = "kubernetes:operator.etcd.io/v1alpha1:EtcdCluster";
  expect(inputsOf(resources, type, "federation-etcd-cluster")["spec"]).toMatchObject({
    size: 3,
    imageRegistry: "gcr.io/etcd-development/etcd",
    version: "v3.6.16",
    storageSpec: { volumeSizeRequest: "1Gi", storageClassName: "fast" },
  });
  const budget = "kubernetes:policy/v1:PodDisruptionBudget";
  expect(inputsOf(resources, budget, "federation-etcd-cluster")["metadata"]).toMatchObject({
    annotations: { "pulumi.com/waitFor": "jsonpath={.status.currentHealthy}=3" },
  });
  const users = resources.filter(({ type, name }) => type === DEPLOYMENT && /coredns|external-dns/.test(name));
  expect(users).toHaveLength(1 + MEMBERS.length);
  for (const { dependsOn } of users) expect(dependsOn).toContain("federation-etcd-cluster");
});

test("federations on one host share the kind EtcdCluster, and none deletes it", async () => {
  const type = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";
  const resources = await recordNewDns(
    {},
    {
      outputs: ({ name }) =>
        name === "federation-dns-namespace" ? { metadata: { name: "federation", uid: "u-1" } } : undefined,
    },
  );
  const { metadata } = inputsOf<{ metadata: object }>(resources, type, "federation-etcdclusters.operator.etcd.io");
  expect(metadata).toMatchObject({ ownerReferences: [{ kind: "Namespace", name: "federation", uid: "u-1" }] });
  expect(JSON.stringify({ ...metadata, ownerReferences: [] })).not.toContain("federation");
});

test("an existing operator is admitted, and none is created", async () => {
  const resources = await recordDns({ records: { kind: "operator", operatorNamespace: "etcd-operator-system" } });
  expect(resources.filter(({ name }) => name.includes("etcd-operator"))).toEqual([]);
  expect(resources.filter(({ type }) => type.endsWith(":CustomResourceDefinition"))).toEqual([]);
  expect(JSON.stringify(inputsOf(resources, NETWORK_POLICY, "federation-federation-etcd-cluster"))).toContain(
    '"kubernetes.io/metadata.name":"etcd-operator-system"',
  );
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
  expect(resources.filter(({ provider }) => provider === "strict").map(({ name }) => name)).toEqual([
    "federation-dns-namespace",
  ]);
});
