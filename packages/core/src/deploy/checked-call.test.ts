import { cluster, federate } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import type { Manifests } from "./manifests";

const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const objects = (...given: readonly unknown[]): Manifests => ({ toJson: () => [...given] });
const policy = (name: string, member: string): object => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name, namespace: "shop" },
  spec: {
    resourceSelectors: [{ ...DEPLOYMENT, name }],
    placement: { clusterAffinity: { clusterNames: [member] } },
  },
});
const deployment = (name: string): object => ({
  ...DEPLOYMENT,
  metadata: { name, namespace: "shop" },
  spec: { replicas: 1, template: {} },
});
const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "shop" } };
const own = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", namespace: "federation-system" } };

const told = new Map<string, string[]>();
let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    federation.join(cluster("f-a-cluster", "a"), { access: { namespaces: ["other"] } });
    federation.deploy("first", objects(settings));
    const refused = (what: string, ...call: Parameters<typeof federation.deploy>): void => {
      try {
        federation.deploy(...call);
      } catch (error) {
        told.set(what, (error as Error).message.split("\n"));
      }
    };
    const landing = [
      policy("web", "f-a-cluster"),
      deployment("web"),
      policy("lost", "f-b-cluster"),
      deployment("lost"),
    ];
    const given = [...landing, settings, own];
    refused("right by themselves", "web", objects(...given), { share: true } as object);
    refused("damaged", "first", objects(...given, { apiVersion: "v1" }));
  });
});

test("a call tells at once what is wrong with its options, its objects, where they land, and the members' access", () => {
  expect(told.get("right by themselves")).toEqual([
    'deploy("web").share: is not a known field; did you mean "shared"?',
    expect.stringMatching(
      /^deploy\("web"\): ConfigMap federation-system\/x is in a namespace of the federation itself;/,
    ),
    expect.stringMatching(/^deploy\("web"\): deploy\("first"\) already applies ConfigMap shop\/settings;/),
    expect.stringMatching(/^deploy\("web"\): Deployment shop\/lost: its placement names "f-b-cluster", /),
    expect.stringMatching(/^deploy\("web"\): Deployment shop\/lost: lands on no member: /),
    expect.stringMatching(/^deploy\("web"\): Deployment shop\/web would land on "f-a-cluster", whose access /),
  ]);
});

test("where objects land is not judged while one of them is damaged", () => {
  expect(told.get("damaged")).toEqual([
    'deploy("first"): an earlier call has the same name; use another name for each call',
    expect.stringMatching(/^deploy\("first"\): object 7: is not a Kubernetes object: /),
    expect.stringMatching(
      /^deploy\("first"\): ConfigMap federation-system\/x is in a namespace of the federation itself;/,
    ),
    expect.stringMatching(/^deploy\("first"\): deploy\("first"\) already applies ConfigMap shop\/settings;/),
  ]);
});

test("nothing of such a call is registered", () => {
  const deployed = resources.filter(({ type }) => type === "fedstack:index:Deployed");
  expect(deployed.map(({ name }) => name)).toEqual(["federation-first"]);
  expect(resources.filter(({ name }) => /\/(web|lost|x)$/.test(name))).toEqual([]);
});
