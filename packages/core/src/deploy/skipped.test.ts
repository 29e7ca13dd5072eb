import { Federation } from "../federation/federation";
import type { FederationArgs } from "../federation/federation-args";
import { cluster, federate } from "../recorded.test-support";
import { record } from "../testing";

/** What a call says that deploys a ConfigMap into a namespace, or where it lands. */
function deployed(federation: Pick<Federation, "deploy">, namespace: string): readonly string[] | string {
  const object = (apiVersion: string, kind: string, name: string, rest: object): object => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
    ...rest,
  });
  const settings = { apiVersion: "v1", kind: "ConfigMap" };
  const policy = { resourceSelectors: [settings], placement: {} };
  const manifests = [
    object("v1", "ConfigMap", "settings", {}),
    object("policy.karmada.io/v1alpha1", "PropagationPolicy", "settings", { spec: policy }),
  ];
  try {
    return federation.deploy(namespace, { toJson: () => manifests }).plan.objects[0]!.members;
  } catch (error) {
    return (error as Error).message;
  }
}

const withFlag = (name: string, value: string): FederationArgs => ({
  controllerManager: { extraArgs: { [`skipped-propagating-${name}`]: value } },
});
const NAMESPACES = ["kube-system", "karmada-es-eu", "legacy-1"];
const kept = expect.stringMatching(/: Karmada propagates nothing in .*; use another namespace$/) as string;

test.each([
  [undefined, [kept, kept, ["f-a-cluster"]]],
  ["", [["f-a-cluster"], kept, ["f-a-cluster"]]],
  ["legacy-.*,other", [["f-a-cluster"], kept, kept]],
])("a federation goes by the flag of its control plane: %j", async (flag, expected) => {
  let found: unknown;
  await record(() => {
    const args = flag === undefined ? {} : withFlag("namespaces", flag);
    const federation = federate(cluster("f-cluster", "f"), "kairen.com", args);
    federation.join(cluster("f-a-cluster", "a"));
    found = NAMESPACES.map((namespace) => deployed(federation, namespace));
  });
  expect(found).toEqual(expected);
});

test.each([
  [undefined, [kept, kept, ["eu-1"]]],
  [["legacy-.*"], [["eu-1"], kept, kept]],
])("an existing federation goes by what the program says: %j", async (skippedNamespaces, expected) => {
  let found: unknown;
  const program = async (): Promise<void> => {
    const federation = await Federation.existing("shop", cluster("karmada", "f"), { skippedNamespaces });
    found = NAMESPACES.map((namespace) => deployed(federation, namespace));
  };
  await record(program, { members: [{ name: "eu-1" }] });
  expect(found).toEqual(expected);
});

test("a federation goes by the flag of its control plane for APIs, and an existing one by what the program says", async () => {
  const refused = expect.stringMatching(
    /Karmada propagates no ConfigMap of v1: .*; remove it from that flag$/,
  ) as string;
  const found: unknown[] = [];
  await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com.", withFlag("apis", "example.com;v1/ConfigMap"));
    federation.join(cluster("f-a-cluster", "a"));
    found.push(deployed(federation, "shop"));
  });
  const program = async (): Promise<void> => {
    const federation = await Federation.existing("shop", cluster("karmada", "f"), { skippedApis: ["v1/ConfigMap"] });
    found.push(deployed(federation, "shop"));
  };
  await record(program, { members: [{ name: "eu-1" }] });
  expect(found).toEqual([refused, refused]);
});
