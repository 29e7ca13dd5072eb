import { plain } from "../testing";
import { resources, all } from "./default-federation.test-support";

describe("rights in the federated API", () => {
  interface Rule {
    readonly apiGroups?: readonly string[];
    readonly resources?: readonly string[];
    readonly verbs: readonly string[];
  }
  interface Role {
    readonly metadata: { readonly name: string };
    readonly rules: readonly Rule[];
  }
  interface Binding {
    readonly roleRef: { readonly name: string };
    readonly subjects: readonly { readonly kind: string; readonly name: string }[];
  }
  const inApi = <T>(type: string): T[] =>
    resources
      .filter(({ provider, type: token }) => token.endsWith(`:${type}`) && provider !== "f-cluster-adopting")
      .map(({ inputs }) => plain<T>(inputs));

  test("are each bound to one user, who authenticates with a certificate with that name", () => {
    const bindings = inApi<Binding>("ClusterRoleBinding");
    const signedIn = all<{ subject: { commonName: string } }>("CertRequest").map(({ subject }) => subject.commonName);
    expect(bindings.length).toBeGreaterThan(6);
    for (const { roleRef, subjects } of bindings) {
      expect([roleRef.name, subjects]).toMatchObject([roleRef.name, [{ kind: "User" }]]);
      expect(signedIn).toContain(subjects[0]!.name);
    }
  });

  test("cover everything only for the controller manager, which copies any object to the members", () => {
    const wild = inApi<Role>("ClusterRole").filter(({ rules }) =>
      rules.some(
        ({ apiGroups = [], verbs }) => apiGroups.includes("*") || (verbs.includes("*") && apiGroups.includes("")),
      ),
    );
    expect(wild.map(({ metadata }) => metadata.name)).toEqual(["system:karmada:controller-manager"]);
    const users = inApi<Binding>("ClusterRoleBinding").filter(({ roleRef }) => roleRef.name === wild[0]!.metadata.name);
    expect(users.map(({ subjects }) => subjects.map(({ name }) => name))).toEqual([
      ["system:karmada:controller-manager"],
    ]);
    expect(inApi<Binding>("ClusterRoleBinding").map(({ roleRef }) => roleRef.name)).not.toContain("cluster-admin");
  });

  test("name each verb, but for the controller manager and the way to members", () => {
    const anyVerb = inApi<Role>("ClusterRole").filter(({ rules }) => rules.some(({ verbs }) => verbs.includes("*")));
    expect(anyVerb.map(({ metadata }) => metadata.name).sort()).toEqual([
      "fedstack:cluster-proxy",
      "system:karmada:controller-manager",
    ]);
  });

  test.each([
    [
      "scheduler",
      ["clusterresourcebindings", "clusterresourcebindings/status", "resourcebindings", "resourcebindings/status"],
    ],
    ["webhook", ["federatedresourcequotas/status"]],
    ["aggregated-apiserver", []],
  ])("let the %s change %j, in addition to its lease and events", (component, changed) => {
    const { rules } = inApi<Role>("ClusterRole").find(
      ({ metadata }) => metadata.name === `system:karmada:${component}`,
    )!;
    const writing = rules.filter(({ verbs }) => verbs.some((verb) => !["get", "list", "watch"].includes(verb)));
    const resources = writing.flatMap((rule) => rule.resources ?? []);
    expect(resources.filter((name) => !["leases", "events"].includes(name)).sort()).toEqual(changed);
  });

  test.each([
    [
      "scheduler",
      [
        "cluster.karmada.io/clusters",
        "policy.karmada.io/clusterpropagationpolicies",
        "policy.karmada.io/federatedresourcequotas",
        "policy.karmada.io/propagationpolicies",
        "work.karmada.io/clusterresourcebindings",
        "work.karmada.io/resourcebindings",
      ],
    ],
    ["webhook", ["cluster.karmada.io/*", "config.karmada.io/*", "policy.karmada.io/*", "work.karmada.io/*"]],
    [
      "aggregated-apiserver",
      [
        "/namespaces",
        "/secrets",
        "admissionregistration.k8s.io/mutatingadmissionpolicies",
        "admissionregistration.k8s.io/mutatingadmissionpolicybindings",
        "admissionregistration.k8s.io/mutatingwebhookconfigurations",
        "admissionregistration.k8s.io/validatingadmissionpolicies",
        "admissionregistration.k8s.io/validatingadmissionpolicybindings",
        "admissionregistration.k8s.io/validatingwebhookconfigurations",
        "cluster.karmada.io/clusters",
        "flowcontrol.apiserver.k8s.io/flowschemas",
        "flowcontrol.apiserver.k8s.io/prioritylevelconfigurations",
      ],
    ],
  ])("let the %s list %j, and nothing else", (component, listed) => {
    const { rules } = inApi<Role>("ClusterRole").find(
      ({ metadata }) => metadata.name === `system:karmada:${component}`,
    )!;
    const listing = rules
      .filter(({ verbs }) => verbs.includes("list"))
      .flatMap(({ apiGroups = [], resources = [] }) =>
        apiGroups.flatMap((group) => resources.map((kind) => `${group}/${kind}`)),
      );
    expect(listing.sort()).toEqual(listed);
  });

  test("are bound in namespaces to one user, too: who reads how the API authenticates", () => {
    const bindings = inApi<Binding>("RoleBinding").map(({ roleRef, subjects }) => [roleRef.name, subjects]);
    expect(bindings).toMatchObject([
      ["extension-apiserver-authentication-reader", [{ kind: "User", name: "system:karmada:aggregated-apiserver" }]],
    ]);
  });

  test("give the administrator, beside those of masters, only the way to members", () => {
    const [proxy] = inApi<Role>("ClusterRole").filter(({ metadata }) => metadata.name === "fedstack:cluster-proxy");
    expect(proxy!.rules).toEqual([{ apiGroups: ["cluster.karmada.io"], resources: ["clusters/proxy"], verbs: ["*"] }]);
  });

  test("let editors of a namespace change policies, but nothing that only Karmada's controllers write", () => {
    const rules = (name: string): readonly Rule[] =>
      inApi<Role>("ClusterRole").find(({ metadata }) => metadata.name === name)!.rules;
    const groups = (name: string): string[] => rules(name).flatMap((rule) => rule.apiGroups ?? []);
    expect(groups("karmada-edit")).toContain("policy.karmada.io");
    expect(groups("karmada-edit")).not.toContain("work.karmada.io");
    expect(rules("karmada-view").flatMap((rule) => rule.resources ?? [])).not.toContain("works");
    expect(new Set(rules("karmada-view").flatMap(({ verbs }) => verbs))).toEqual(new Set(["get", "list", "watch"]));
  });

  test("include the group of masters only for the program's own clients", () => {
    const masters = all<{ subject: { commonName: string; organization?: string } }>("CertRequest")
      .filter(({ subject }) => subject.organization !== undefined)
      .map(({ subject }) => `${subject.commonName} of ${subject.organization}`);
    expect(masters.sort()).toEqual([
      "fedstack:administrator of system:masters",
      "fedstack:provisioner of system:masters",
    ]);
  });
});
