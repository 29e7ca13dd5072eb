import { cluster, federate, inputsOf, one } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { DEPLOYMENT, NETWORK_POLICY, MEMBERS, recordNewDns, recordDns, type Workload } from "./dns.test-support";
import type { ZoneArgs } from "./provider-args";

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

test.each<[ZoneArgs, readonly string[]]>([
  [{}, ["federation-etcd-operator"]],
  [{ records: { kind: "etcd" } }, []],
  [{ provider: { name: "aws" } }, []],
])("with DNS %j, these pods have a token of the host's API: %j", async (args, tokens) => {
  const workloads = (await recordDns(args)).filter(({ type }) => /:(Deployment|StatefulSet)$/.test(type));
  expect(workloads).not.toHaveLength(0);
  const tokenOf = ({ inputs }: RecordedResource): boolean =>
    plain<Workload>(inputs).spec.template.spec.automountServiceAccountToken;
  expect(workloads.filter((one) => tokenOf(one)).map(({ name }) => name)).toEqual(tokens);
});

test.each([
  [undefined, "fedstack:federation:etcd-operator"],
  ["names", "fedstack:federation:names:etcd-operator"],
])("etcd-operator of the DNS namespace %p has its rights in a ClusterRole of its own", async (dns, role) => {
  const made = await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com", { namespaces: { dns } });
  });
  const rights = made.filter(({ name }) => name.endsWith("-etcd-operator-reader"));
  expect(rights.map(({ inputs }) => (inputs["metadata"] as { readonly name: string }).name)).toEqual([role, role]);
});

test("pods of etcd-operator's clusters have the namespace's requests, which are there first", async () => {
  const resources = await recordDns({ records: { kind: "operator" } });
  const limits = one(resources, "kubernetes:core/v1:LimitRange", "federation-default-requests");
  expect(limits.inputs["spec"]).toEqual({
    limits: [{ type: "Container", defaultRequest: { cpu: "50m", memory: "64Mi" } }],
  });
  const cluster = one(resources, "kubernetes:operator.etcd.io/v1alpha1:EtcdCluster", "federation-etcd-cluster");
  expect(cluster.dependsOn).toContain(limits.name);
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

test("etcd-operator gets the digest of the image together with its tag", async () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const images = { registry: "registry.example.com:5000/mirror", digests: { recordsEtcd: digest } };
  const made = await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com", { images });
  });
  const type = "kubernetes:operator.etcd.io/v1alpha1:EtcdCluster";
  expect(inputsOf(made, type, "federation-etcd-cluster")["spec"]).toMatchObject({
    imageRegistry: "registry.example.com:5000/mirror/etcd-development/etcd",
    version: `v3.6.16@${digest}`,
  });
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
