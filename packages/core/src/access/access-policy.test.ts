import { accessPolicy } from "./access-policy";

const USER = "system:serviceaccount:karmada-cluster:karmada-a";
const workloads = accessPolicy(USER, "workloads");
const shop = accessPolicy(USER, { namespaces: ["shop", "web"] });

/** The rules of a policy as one text each. */
function rulesOf({ validations }: typeof workloads): string[] {
  return (validations as readonly { readonly expression: string }[]).map(({ expression }) => expression);
}

test.each([
  ["workloads", workloads],
  ["namespaces", shop],
])("with access to %s, all that the control plane writes is checked, and refused if it cannot be", (_, policy) => {
  expect(policy).toMatchObject({
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"] }],
    },
    matchConditions: [{ expression: `request.userInfo.username == '${USER}'` }],
  });
  for (const validation of policy.validations as readonly object[]) {
    expect(validation).toMatchObject({ reason: "Forbidden", message: expect.stringMatching(/^this federation may /) });
  }
});

test.each([
  ["files of a node", "!has(volume.hostPath)"],
  ["the network of a node", "hostNetwork.orValue(false)"],
  ["processes of a node", "hostPID.orValue(false)"],
  ["privileged containers", "!container.?securityContext.?privileged.orValue(false)"],
  ["ports of a node", "port.?hostPort.orValue(0) == 0"],
  ["external addresses", "externalIPs.orValue([]).size() == 0"],
  ["credentials of others", "'kubernetes.io/service-account-token'"],
])("%s are refused, whatever the access", (_, part) => {
  expect(rulesOf(workloads).filter((rule) => rule.includes(part))).toHaveLength(1);
  expect(rulesOf(shop).filter((rule) => rule.includes(part))).toHaveLength(1);
});

test("access to namespaces is limited to those, and changes none of them", () => {
  expect(rulesOf(shop)).toEqual(
    expect.arrayContaining([
      "namespaceObject == null || namespaceObject.metadata.name in ['shop', 'web']",
      "!variables.isNamespace",
    ]),
  );
});

test("access to workloads is limited to namespaces that the federation made, and to names that are not the system's", () => {
  const rules = rulesOf(workloads).join("\n");
  expect(rules).toContain("namespaceObject.metadata.?labels[?'karmada.io/managed'].orValue('') == 'true'");
  expect(rules).toContain("oldObject.metadata.?labels[?'karmada.io/managed'].orValue('') == 'true'");
  expect(rules).toContain(".matches('^(kube|karmada)-')");
});
