import { cluster, federate, one as oneOf } from "../recorded.test-support";
import { isSecret, plain, record, type RecordedResource } from "../testing";

let resources: RecordedResource[];
let names: readonly string[];
beforeAll(async () => {
  resources = await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    federation.join(cluster("f-b-cluster", "b"));
    federation.join(cluster("f-a-cluster", "a"));
    names = federation.members.map(({ name }) => name);
  });
});

const one = (type: string, name: string): RecordedResource => oneOf(resources, type, name);

test("lists members by their names, whichever joins first", () => {
  expect(names).toEqual(["f-a-cluster", "f-b-cluster"]);
});

test("puts each object of a member into the member or into the federated API", () => {
  const ofMember = resources.filter(({ parent }) => parent === "federation-f-a-cluster");
  expect(ofMember.map(({ type, provider }) => `${type.split(":").at(-1)} ${provider}`).sort()).toEqual([
    "Cluster federation-api",
    "ClusterRole f-a-cluster-adopting",
    "ClusterRoleBinding f-a-cluster-adopting",
    "Namespace f-a-cluster-adopting",
    "NamespacePatch f-a-cluster-adopting",
    "Secret f-a-cluster-adopting",
    "Secret f-a-cluster-adopting",
    "Secret federation-api",
    "Secret federation-api",
    "ServiceAccount f-a-cluster-adopting",
    "ServiceAccount f-a-cluster-adopting",
  ]);
});

test("needs at most seventeen resources for a member", () => {
  const ofMember = resources.filter(({ name }) => name.includes("f-a-cluster") && !name.includes("web/"));
  expect(ofMember.length).toBeLessThanOrEqual(17);
});

test("creates the member's tokens as Secrets that Kubernetes fills, and passes them on as secrets", () => {
  const token = one("kubernetes:core/v1:Secret", "federation-f-a-cluster-token");
  expect(token.inputs["type"]).toBe("kubernetes.io/service-account-token");
  const credentials = one("kubernetes:core/v1:Secret", "federation-f-a-cluster-credentials");
  expect(isSecret(credentials.inputs["stringData"])).toBe(true);
  expect(credentials.dependsOn).toContain("federation-f-a-cluster-token");
});

test("registers a member when its rights and credentials exist, and waits until it is Ready", () => {
  const member = one("kubernetes:cluster.karmada.io/v1alpha1:Cluster", "federation-f-a-cluster");
  expect(member.dependsOn).toEqual(
    expect.arrayContaining([
      "federation-f-a-cluster-access",
      "federation-f-a-cluster-credentials",
      "federation-f-a-cluster-impersonation",
      "federation-f-a-cluster-namespace",
    ]),
  );
  expect(plain(member.inputs)).toMatchObject({
    metadata: { annotations: { "pulumi.com/waitFor": "condition=Ready" } },
    spec: { syncMode: "Push", apiEndpoint: "https://a.example.com:6443" },
  });
});

test("no member waits for another", () => {
  const ofA = resources.filter(({ parent }) => parent === "federation-f-a-cluster");
  expect(ofA.flatMap(({ dependsOn }) => dependsOn).filter((name) => name.includes("f-b-cluster"))).toEqual([]);
});
