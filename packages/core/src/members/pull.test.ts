import { federate, flagsOf, inputsOf, one } from "../recorded.test-support";
import { fakeKubeconfig, isSecret, plain, record, type RecordedResource } from "../testing";
import { Cluster } from "../clusters/cluster";
import type { JoinOptions } from "./join-options";

const KUBECONFIG = fakeKubeconfig("f", "a");
const joined = (options: JoinOptions = {}): Promise<RecordedResource[]> =>
  record(() => {
    const host = Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" });
    const federation = federate(host, "example.org", { pods: { nodeSelector: { pool: "hosts" } } });
    federation.join(Cluster.fromKubeconfig("a", KUBECONFIG, { context: "a", region: "eu" }), {
      mode: "pull",
      ...options,
    });
  });

interface Pod {
  readonly nodeSelector?: object;
  readonly serviceAccountName: string;
  readonly restartPolicy?: string;
  readonly containers: readonly [{ readonly ports?: readonly object[]; readonly readinessProbe?: object }];
}
const podOf = (resources: readonly RecordedResource[]): Pod =>
  inputsOf<{ spec: { template: { spec: Pod } } }>(resources, ":Deployment", "federation-a-karmada-agent").spec.template
    .spec;

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await joined();
});

test("the Cluster has no address, no proxy and no credential", () => {
  const { spec } = inputsOf<{ spec: object }>(resources, "v1alpha1:Cluster", "federation-a");
  expect(spec).toEqual({ id: expect.any(String), syncMode: "Pull", region: "eu" });
});

test("no account in the member has a token that is stored, and the federated API has no credential of the member", () => {
  const ofMember = resources.filter(({ parent }) => parent === "federation-a");
  const secrets = ofMember.filter(({ type }) => type.endsWith(":Secret"));
  expect(secrets.map(({ name, provider }) => [name, provider])).toEqual([
    ["federation-a-karmada-agent-client", "a-adopting"],
  ]);
  expect(isSecret(secrets[0]!.inputs["stringData"])).toBe(true);
});

test("the agent signs in with a certificate of its own, whose end the federation knows", async () => {
  let expiring: string[] = [];
  await record(() => {
    const federation = federate(Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" }), "example.org");
    federation.join(Cluster.fromKubeconfig("a", KUBECONFIG, { context: "a" }), { mode: "pull" });
    expiring = federation.certificates.map(({ name }) => name);
  });
  expect(expiring).toContain("federation-ca-agent-a");
  const { stringData } = inputsOf<{ stringData: { kubeconfig: string } }>(
    resources,
    ":Secret",
    "federation-a-karmada-agent-client",
  );
  expect(stringData.kubeconfig).toContain(Buffer.from("certificate of federation-ca-agent-a").toString("base64"));
  const request = inputsOf<{ subject: object }>(resources, ":CertRequest", "federation-ca-agent-a");
  expect(request.subject).toEqual({ commonName: "fedstack:agent:a" });
});

test("the agent listens nowhere, nobody may reach it, and it reports no credential", () => {
  expect(flagsOf(resources, ":Deployment", "federation-a-karmada-agent")).toMatchObject({
    "cluster-name": "a",
    "health-probe-bind-address": "0",
    "metrics-bind-address": "0",
    "report-secrets": "None",
  });
  const [container] = podOf(resources).containers;
  expect([container.ports, container.readinessProbe]).toEqual([undefined, undefined]);
  const policy = one(resources, ":NetworkPolicy", "federation-a-karmada-cluster-karmada-agent");
  expect(policy.provider).toBe("a-adopting");
  expect(plain<{ spec: { ingress?: object } }>(policy.inputs).spec).not.toHaveProperty("ingress");
});

test("the agent is restarted when it ends, in a namespace that takes only restricted pods", () => {
  expect(podOf(resources)).not.toHaveProperty("restartPolicy");
  const { metadata } = inputsOf<{ metadata: { labels: object } }>(resources, ":Namespace", "federation-a-namespace");
  expect(metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
});

test("the agent is there before the Cluster, and until it is gone, with all its rights", () => {
  const { dependsOn } = one(resources, "v1alpha1:Cluster", "federation-a");
  const agent = one(resources, ":Deployment", "federation-a-karmada-agent");
  expect(dependsOn).toEqual(
    expect.arrayContaining([
      "federation-a-karmada-agent",
      "federation-a-agent",
      "federation-a-agent-state",
      "federation-a-agent-works",
      "federation-a-access",
      "federation-a-namespace",
    ]),
  );
  expect(agent.dependsOn).toEqual(
    expect.arrayContaining([
      "federation-a-agent",
      "federation-a-agent-state",
      "federation-a-agent-works",
      "federation-a-access",
    ]),
  );
});

test("options of pods on the host do not count in the member, and those of the agent do", async () => {
  expect(podOf(resources)).not.toHaveProperty("nodeSelector");
  const resourcesOfAgent = { limits: { memory: "1Gi" } };
  const pool = { nodeSelector: { pool: "system" } };
  const made = await joined({ agent: { resources: resourcesOfAgent, pods: pool } });
  expect(podOf(made)).toMatchObject({ ...pool, containers: [{ resources: resourcesOfAgent }] });
});

test("a member that restricts its access restricts the account of its agent", async () => {
  const made = await joined({ access: "workloads" });
  const policy = inputsOf<{ spec: { matchConditions: readonly { expression: string }[] } }>(
    made,
    ":ValidatingAdmissionPolicy",
    "federation-a-access",
  );
  expect(policy.spec.matchConditions[0]!.expression).toContain("system:serviceaccount:karmada-cluster:karmada-agent");
  expect(podOf(made).serviceAccountName).toBe("karmada-agent");
});
