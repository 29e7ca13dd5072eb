import { Federation } from "../federation/federation";
import { cluster, federate, inputsOf, one } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import { type PersonOptions, personFaults } from "./people";

const problems = (person: unknown, earlier: readonly string[] = []): string[] =>
  personFaults(person as PersonOptions, earlier, "prod-system", 1000).map(({ path, problem }) => `${path}: ${problem}`);

test.each<[unknown, string[]]>([
  [{ user: "jane@example.com", groups: ["shop-team"], hours: 1, views: "all", edits: ["shop"] }, []],
  [{ user: "jane", views: ["shop", "bank"] }, []],
  [undefined, ["kubeconfigFor(): the person is missing"]],
  [{ user: "jane", views: "shop" }, ['kubeconfigFor("jane").views: "shop" is a string']],
  [
    { user: "jane", views: ["prod-system", "shop", "shop"], edits: ["karmada-cluster", "karmada-es-a", "kube-system"] },
    [
      'kubeconfigFor("jane").views[0]: "prod-system" belongs to the federation itself',
      'kubeconfigFor("jane").views[2]: "shop" is listed twice',
      'kubeconfigFor("jane").edits[0]: "karmada-cluster" belongs to the federation itself',
      'kubeconfigFor("jane").edits[1]: "karmada-es-a" belongs to the federation itself',
      'kubeconfigFor("jane").edits[2]: "kube-system" belongs to the federation itself',
    ],
  ],
  [{ user: "system:admin" }, ['kubeconfigFor("system:admin").user: "system:admin" is not a user name']],
  [{ user: "jane", groups: ["system:masters"] }, ['kubeconfigFor("jane").groups[0]: "system:masters" is not a group']],
  [{ user: "jane", groups: ["a", "b"] }, ['kubeconfigFor("jane").groups[1]: a certificate has room for one group']],
  [{ user: "jane", hours: 1000 }, []],
  [
    { user: "jane", hours: 1001 },
    [
      'kubeconfigFor("jane").hours: "1001" is more than certificates.authorityValidityHours: the kubeconfig would outlive its authority',
    ],
  ],
  [{ user: "jane", hours: 0.5 }, ['kubeconfigFor("jane").hours: "0.5" is out of range']],
  [
    { user: "jane", views: ["Shop"], edits: ["*"] },
    [
      'kubeconfigFor("jane").views[0]: "Shop" is not a valid name of a namespace',
      'kubeconfigFor("jane").edits[0]: "*" is not a valid name of a namespace',
    ],
  ],
])("the person %j has these faults: %j", (person, faults) => {
  expect(problems(person)).toEqual(faults);
});

test("a user has one kubeconfig", () => {
  expect(problems({ user: "jane" }, ["jane"])).toEqual(['kubeconfigFor("jane"): the user already has a kubeconfig']);
});

describe("a person's kubeconfig", () => {
  let resources: RecordedResource[];
  let kubeconfig = "";
  let expiring: string[] = [];
  beforeAll(async () => {
    resources = await record(() => {
      const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
      federation.deploy("namespaces", {
        toJson: () => [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }],
      });
      const edits = ["shop", "bank"];
      const person = { user: "jane", groups: ["shop-team"], hours: 72, views: "all", edits } as const;
      federation.kubeconfigFor(person).apply((text) => (kubeconfig = text));
      expiring = federation.certificates.map(({ name }) => name);
    });
  });

  test("has a certificate of its own that is valid for as long as it says", () => {
    const subject = inputsOf<{ subject: object }>(resources, ":CertRequest", "federation-ca-person-jane").subject;
    expect(subject).toEqual({ commonName: "jane", organization: "shop-team" });
    expect(one(resources, ":LocallySignedCert", "federation-ca-person-jane").inputs).toMatchObject({
      validityPeriodHours: 72,
      earlyRenewalHours: 18,
      allowedUses: ["digital_signature", "client_auth"],
    });
    expect(kubeconfig).toContain(Buffer.from("certificate of federation-ca-person-jane").toString("base64"));
    expect(expiring).toContain("federation-ca-person-jane");
  });

  test("is valid for a week by default, of which an up renews it in the last quarter", async () => {
    const made = await record(
      () => void federate(cluster("f-cluster", "f"), "kairen.com").kubeconfigFor({ user: "joe" }),
    );
    expect(one(made, ":LocallySignedCert", "federation-ca-person-joe").inputs).toMatchObject({
      validityPeriodHours: 168,
      earlyRenewalHours: 42,
    });
  });

  test("comes with the rights that the person needs, by Kubernetes' own roles", () => {
    const subjects = [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: "jane" }];
    expect(inputsOf(resources, ":ClusterRoleBinding", "federation-jane/view")).toMatchObject({
      roleRef: { kind: "ClusterRole", name: "view" },
      subjects,
    });
    const edit = one(resources, ":RoleBinding", "federation-jane/edit/shop");
    expect(edit.inputs).toMatchObject({
      metadata: { namespace: "shop" },
      roleRef: { kind: "ClusterRole", name: "edit" },
      subjects,
    });
    expect(edit.dependsOn).toContain("federation/Namespace/shop");
  });

  test("makes no namespace, so that none goes with it", () => {
    expect(one(resources, ":RoleBinding", "federation-jane/edit/bank").inputs).toMatchObject({
      metadata: { namespace: "bank" },
    });
    const made = resources.filter(({ type, inputs }) => type.endsWith(":Namespace") && inputs["metadata"]);
    expect(made.map(({ name }) => name).filter((name) => name.includes("bank"))).toEqual([]);
  });
});
