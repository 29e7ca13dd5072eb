import { cluster, federate, flagsOf, inputsOf, one } from "../recorded.test-support";
import { fakeKubeconfig, isSecret, plain, record, type RecordedResource } from "../testing";
import { Cluster } from "../clusters/cluster";

const KUBECONFIG = fakeKubeconfig("f", "a", "b");

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const addOns = { estimators: true };
    const federation = federate(cluster("host", "f"), "example.org", { addOns });
    federation.join(cluster("near", "a"), { access: { namespaces: ["shop"] } });
    const proxyURL = "http://proxy.example.com:3128";
    const behind = { context: "b", proxyURL, insecureSkipTLSVerification: true };
    federation.join(Cluster.fromKubeconfig("far", KUBECONFIG, behind));
    federation.join(cluster("edge", "b"), { mode: "pull" });
  });
});

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Record<string, unknown> }];
  readonly users: readonly [{ readonly user: object }];
}
const filesOf = (member: string): Record<string, string> =>
  inputsOf<{ stringData: Record<string, string> }>(resources, ":Secret", `federation-estimator-${member}-member`)
    .stringData;
const kubeconfigOf = (member: string): Kubeconfig => JSON.parse(filesOf(member)["kubeconfig"]!) as Kubeconfig;

test("each member that the control plane connects to has an estimator, and its Cluster comes after it", () => {
  const estimators = resources.filter(({ type, name }) => type.endsWith(":Deployment") && /-estimator-/.test(name));
  expect(estimators.map(({ name, provider }) => [name, provider])).toEqual([
    ["federation-estimator-far", "host-adopting"],
    ["federation-estimator-near", "host-adopting"],
  ]);
  expect(one(resources, "v1alpha1:Cluster", "federation-near").dependsOn).toContain("federation-estimator-near");
  expect(flagsOf(resources, ":Deployment", "federation-karmada-scheduler")).toMatchObject({
    "enable-scheduler-estimator": "true",
    "disable-scheduler-estimator-in-pull-mode": "true",
  });
});

test("it signs in to the member as itself, and only reads there, whatever the access of the control plane", () => {
  const account = one(resources, ":ServiceAccount", "federation-near-estimator");
  expect(account.provider).toMatch(/^near/);
  expect(plain(account.inputs)).toMatchObject({
    metadata: { name: "karmada-scheduler-estimator", namespace: "karmada-cluster" },
    automountServiceAccountToken: false,
  });
  const { rules, metadata } = inputsOf<{ rules: { verbs: string[] }[]; metadata: object }>(
    resources,
    ":ClusterRole",
    "federation-near-estimator",
  );
  expect(metadata).not.toHaveProperty("namespace", expect.anything());
  expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(["get", "list", "watch"]));
  expect(inputsOf(resources, ":ClusterRoleBinding", "federation-near-estimator")).toMatchObject({
    subjects: [{ kind: "ServiceAccount", name: "karmada-scheduler-estimator", namespace: "karmada-cluster" }],
  });
});

test("its kubeconfig has the way to the member and no secret, and its token is beside it", () => {
  const { clusters, users } = kubeconfigOf("near");
  expect(clusters[0].cluster).toEqual({
    server: "https://a.example.com:6443",
    "certificate-authority-data": expect.stringMatching(/./),
  });
  expect(users[0].user).toEqual({ tokenFile: "/etc/karmada/member/token" });
  const { inputs } = one(resources, ":Secret", "federation-estimator-near-member");
  expect(isSecret(inputs["stringData"]) || isSecret((inputs["stringData"] as Record<string, unknown>)["token"])).toBe(
    true,
  );
});

test("a proxy is gone through, and a server that is not verified has no authority beside", () => {
  expect(kubeconfigOf("far").clusters[0].cluster).toEqual({
    server: "https://b.example.com:6443",
    "insecure-skip-tls-verify": true,
    "proxy-url": "http://proxy.example.com:3128",
  });
});

test("a federation without estimators has none, and its scheduler looks for none", async () => {
  const without = await record(() => {
    federate(cluster("host", "f"), "example.org").join(cluster("near", "a"));
  });
  expect(without.filter(({ name }) => /estimator/.test(name))).toEqual([]);
  expect(flagsOf(without, ":Deployment", "federation-karmada-scheduler")).toMatchObject({
    "enable-scheduler-estimator": "false",
  });
});
