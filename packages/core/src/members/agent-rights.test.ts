import { hostSite } from "../host/site.test-support";
import { inputsOf, one } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { grantAgent } from "./agent-rights";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => void grantAgent(hostSite(), "a"));
});
const roles = (): readonly { readonly namespace: string | undefined; readonly rules: readonly Rule[] }[] =>
  resources
    .filter(({ type }) => /:(Cluster)?Role$/.test(type))
    .map(({ inputs }) => plain<{ metadata: { namespace?: string }; rules: Rule[] }>(inputs))
    .map(({ metadata, rules }) => ({ namespace: metadata.namespace, rules }));

test("outside of the namespace of its Works, the agent writes only its own status and lease, and events", () => {
  const written = roles()
    .filter(({ namespace }) => namespace !== "karmada-es-a")
    .flatMap(({ rules }) => rules)
    .filter(({ verbs }) => verbs.some((verb) => !["get", "list", "watch"].includes(verb)));
  expect(written.map(({ resources: kinds, resourceNames, verbs }) => [kinds, resourceNames, verbs])).toEqual([
    [["clusters/status"], ["a"], ["update"]],
    [["events"], undefined, ["create", "patch"]],
    [["leases"], undefined, ["create"]],
    [["leases"], ["a"], ["get", "update"]],
  ]);
});

test("it reads no Secrets, and Works only of its own member, which it neither creates nor deletes", () => {
  const over = (kind: string): unknown =>
    roles().flatMap(({ namespace, rules }) =>
      rules.filter((rule) => rule.resources.includes(kind)).map(({ verbs }) => [namespace, verbs]),
    );
  expect(over("secrets")).toEqual([]);
  expect(over("*")).toEqual([]);
  expect(over("works")).toEqual([["karmada-es-a", ["get", "list", "watch", "update"]]]);
});

test("every role is bound to the agent of this member, and to nobody else", () => {
  const bindings = resources.filter(({ type }) => /:(Cluster)?RoleBinding$/.test(type));
  expect(bindings).toHaveLength(3);
  for (const { inputs } of bindings) {
    expect(inputs["subjects"]).toEqual([expect.objectContaining({ kind: "User", name: "fedstack:agent:a" })]);
  }
});

test("the right to Works cannot be deleted while there are any, and is there before the first", () => {
  const { spec } = inputsOf<{ spec: { paramRef: object } }>(
    resources,
    ":ValidatingAdmissionPolicyBinding",
    "federation-works",
  );
  expect(spec.paramRef).toEqual({ namespace: "karmada-es-a", selector: {}, parameterNotFoundAction: "Allow" });
  expect(inputsOf(resources, ":ValidatingAdmissionPolicy", "federation-works")["spec"]).toMatchObject({
    failurePolicy: "Fail",
    paramKind: { apiVersion: "work.karmada.io/v1alpha1", kind: "Work" },
    matchConstraints: {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "karmada-es-a" } },
      resourceRules: [{ operations: ["DELETE"], resources: ["roles", "rolebindings"] }],
    },
    validations: [{ expression: "false" }],
  });
  expect(one(resources, ":Namespace", "federation-works").dependsOn).toContain("federation-works");
  expect(one(resources, ":RoleBinding", "federation-agent-works").dependsOn).toContain("federation-works");
});
