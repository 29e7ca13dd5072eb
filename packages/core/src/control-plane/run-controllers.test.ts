import { one } from "../recorded.test-support";
import { resources } from "./default-federation.test-support";

describe("what waits for what", () => {
  const before = (type: string, name: string): readonly string[] =>
    one(resources, `:${type}`, `federation-${name}`).dependsOn;
  const CONTROLLERS = ["karmada-controller-manager", "karmada-scheduler", "karmada-webhook"];

  test.each(CONTROLLERS)("%s, for the definitions, the aggregated API and its own rights", (name) => {
    expect(before("Deployment", name)).toEqual(
      expect.arrayContaining([
        "federation-propagationpolicies.policy.karmada.io",
        "federation-v1alpha1.cluster.karmada.io",
        `federation-${name.replace("karmada-", "system:karmada:")}`,
        "federation-api-federation-system",
      ]),
    );
  });

  /** Everything that comes before a resource. */
  const allBefore = (name: string, found = new Set<string>()): ReadonlySet<string> => {
    const direct = resources
      .filter((resource) => resource.name === name)
      .flatMap(({ dependsOn, provider }) => [...dependsOn, ...(provider ? [provider] : [])]);
    for (const other of direct.filter((one) => !found.has(one))) allBefore(other, found.add(other));
    return found;
  };

  test("what a release changes, in the order of an upgrade: etcd, the API server, and the others; kinds before what uses them", () => {
    const KINDS = ["propagationpolicies.policy.karmada.io", "resourcebindings.work.karmada.io"];
    const order: [string, string[]][] = [
      ["karmada-apiserver", ["etcd"]],
      ...["kube-controller-manager", "karmada-aggregated-apiserver", ...KINDS].map((name): [string, string[]] => [
        name,
        ["karmada-apiserver"],
      ]),
      ...CONTROLLERS.map((name): [string, string[]] => [name, [...KINDS, "karmada-aggregated-apiserver"]]),
    ];
    for (const [name, earlier] of order) {
      const before = allBefore(`federation-${name}`);
      expect([name, earlier.filter((one) => !before.has(`federation-${one}`))]).toEqual([name, []]);
    }
  });

  test("webhooks, for the webhook; the aggregated API, for its server", () => {
    expect(before("ValidatingWebhookConfiguration", "validating")).toContain("federation-karmada-webhook");
    expect(before("MutatingWebhookConfiguration", "mutating")).toContain("federation-karmada-webhook");
    expect(before("APIService", "v1alpha1.cluster.karmada.io")).toContain("federation-karmada-aggregated-apiserver");
  });

  test("everything, for the aggregated API, as long as the federation's timeout says, and by the name of its APIService", () => {
    const { inputs, timeouts } = one(resources, ":APIService", "federation-v1alpha1.cluster.karmada.io");
    expect(inputs).toMatchObject({
      metadata: { name: "v1alpha1.cluster.karmada.io", annotations: { "pulumi.com/waitFor": "condition=Available" } },
    });
    expect(timeouts).toEqual({ create: "600s", update: "600s", delete: "600s" });
  });

  test("the program, for the API server to set it up, and for all of the control plane to use it", () => {
    expect(before("kubernetes", "provisioner")).toEqual(
      expect.arrayContaining(["federation-etcd", "federation-karmada-apiserver"]),
    );
    expect(before("kubernetes", "api")).toEqual(
      expect.arrayContaining([
        "federation-kube-controller-manager",
        "federation-karmada-controller-manager",
        "federation-karmada-scheduler",
        "federation-validating",
        "federation-mutating",
      ]),
    );
  });
});
