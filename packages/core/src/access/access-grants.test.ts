import { MEMBERS_NAMESPACE } from "../karmada/names";
import { hostSite } from "../host/site.test-support";
import { inputsOf } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { type AccessOptions, memberRules } from "./access";
import { grantAccess } from "./access-grants";
import { accessPolicy } from "./access-policy";

const ACCOUNT = "karmada-a";
const NAME = "karmada-controller-manager:karmada-a";
const WEB: AccessOptions["access"] = { namespaces: ["shop", "web"] };

const optionsOf = (access: AccessOptions["access"]): AccessOptions => ({ access, secrets: false, further: [] });
/** What is registered, and what of it the caller is given to wait for. */
async function granted(access: AccessOptions["access"]) {
  let returned: readonly unknown[] = [];
  const resources = await record(() => void (returned = grantAccess(hostSite(), ACCOUNT, NAME, optionsOf(access))));
  return { returned, resources: resources.filter(({ type }) => type.startsWith("kubernetes:")) };
}
const idOf = ({ type, inputs }: RecordedResource): [string, string?] => [
  type.split(":").at(-1)!,
  plain<{ metadata: { namespace?: string } }>(inputs).metadata.namespace,
];

test("access to everything is one cluster role, which nothing limits", async () => {
  const { resources, returned } = await granted("everything");
  expect(resources.map(idOf)).toEqual([["ClusterRole"], ["ClusterRoleBinding"]].map(([kind]) => [kind, undefined]));
  expect(inputsOf(resources, ":ClusterRole", "federation-access")["rules"]).toEqual(
    memberRules(optionsOf("everything")).clusterWide,
  );
  expect(returned).toHaveLength(1);
});

test("access to workloads is one cluster role, and a policy that limits its writes", async () => {
  const { resources } = await granted("workloads");
  expect(resources.map(idOf).map(([kind]) => kind)).toEqual([
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ClusterRole",
    "ClusterRoleBinding",
  ]);
});

test("access to namespaces is a role in each of them, and reading cluster-wide", async () => {
  const { resources, returned } = await granted(WEB);
  expect(resources.map(idOf).filter(([kind]) => /^Role/.test(kind))).toEqual(
    [
      ["Role", "shop"],
      ["RoleBinding", "shop"],
      ["Role", "web"],
      ["RoleBinding", "web"],
    ].sort(),
  );
  const { clusterWide, namespaced } = memberRules(optionsOf(WEB));
  expect(inputsOf(resources, ":ClusterRole", "federation-access")["rules"]).toEqual(clusterWide);
  for (const name of ["federation-access-shop", "federation-access-web"]) {
    expect(inputsOf(resources, ":Role", name)["rules"]).toEqual(namespaced);
  }
  expect(returned).toHaveLength(3);
});

test.each<AccessOptions["access"]>(["everything", "workloads", WEB])(
  "with access %j, every right is the service account's",
  async (access) => {
    const { resources } = await granted(access);
    const bindings = resources.filter(({ type }) => /:(ClusterRole|Role)Binding$/.test(type));
    expect(bindings.length).toBeGreaterThan(0);
    for (const { inputs } of bindings) {
      expect(plain<{ subjects: object }>(inputs).subjects).toEqual([
        { kind: "ServiceAccount", name: ACCOUNT, namespace: MEMBERS_NAMESPACE },
      ]);
    }
  },
);

test.each(["workloads", WEB] as const)(
  "with access %j, no right is given before the policy is in force",
  async (access) => {
    const { resources } = await granted(access);
    const bindings = resources.filter(({ type }) => /:(ClusterRole|Role)Binding$/.test(type));
    expect(bindings).toHaveLength(access === "workloads" ? 1 : 3);
    for (const { dependsOn } of bindings) expect(dependsOn).toContain("federation-access");
    // The role and the policy's binding have one name.
    const [clusterWide] = bindings.filter(({ type }) => type.endsWith(":ClusterRoleBinding"));
    expect(clusterWide!.dependsOn).toEqual(["federation-access", "federation-access"]);
    const policies = resources.filter(({ type }) => type.includes("ValidatingAdmissionPolicy"));
    expect(policies.map(({ inputs }) => plain<{ spec: object }>(inputs).spec)).toEqual([
      accessPolicy(`system:serviceaccount:${MEMBERS_NAMESPACE}:${ACCOUNT}`, access),
      { policyName: `${ACCOUNT}.fedstack.dev`, validationActions: ["Deny"] },
    ]);
  },
);
