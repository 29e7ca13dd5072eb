import * as pulumi from "@pulumi/pulumi";
import { cluster, federate } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import type { DeployOptions } from "./deployed";
import type { Manifests } from "./manifests";

const POLICY = "policy.karmada.io/v1alpha1";
const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const CONFIG_MAP = { apiVersion: "v1", kind: "ConfigMap" };

/** A Deployment that needs a ConfigMap, and the policy that places it. */
const web = (needed: string, ...clusterNames: readonly string[]): object[] => [
  {
    ...DEPLOYMENT,
    metadata: { name: "web", namespace: "shop" },
    spec: { replicas: 2, template: { spec: { containers: [{ envFrom: [{ configMapRef: { name: needed } }] }] } } },
  },
  {
    apiVersion: POLICY,
    kind: "PropagationPolicy",
    metadata: { name: "web", namespace: "shop" },
    spec: {
      resourceSelectors: [{ ...DEPLOYMENT, name: "web" }],
      placement: { clusterAffinity: { clusterNames } },
    },
  },
];

/** A ConfigMap, and the policy that places it. */
const settings = (...clusterNames: readonly string[]): object[] => [
  { ...CONFIG_MAP, metadata: { name: "settings", namespace: "shop" } },
  {
    apiVersion: POLICY,
    kind: "PropagationPolicy",
    metadata: { name: "settings", namespace: "shop" },
    spec: {
      resourceSelectors: [{ ...CONFIG_MAP, name: "settings" }],
      placement: { clusterAffinity: { clusterNames } },
    },
  },
];

const override = {
  apiVersion: POLICY,
  kind: "OverridePolicy",
  metadata: { name: "five", namespace: "shop" },
  spec: {
    resourceSelectors: [DEPLOYMENT],
    overrideRules: [{ targetCluster: { clusterNames: ["gone"] }, overriders: {} }],
  },
};

type Call = readonly [readonly object[], DeployOptions?];

/** What a program tells that makes calls one after the other, and what it registers. */
async function told(...calls: readonly Call[]): Promise<[readonly string[], readonly RecordedResource[]]> {
  const lines: string[] = [];
  const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void lines.push(text)));
  const resources = await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    federation.join(cluster("a", "a"));
    federation.join(cluster("b", "b"));
    calls.forEach(([given, options], i) => {
      const manifests: Manifests = { toJson: () => [...given] };
      try {
        federation.deploy(`call-${i}`, manifests, options);
      } catch (error) {
        lines.push(...(error as Error).message.split("\n"));
      }
    });
  });
  warn.mockRestore();
  return [lines, resources.filter(({ name }) => /\/(web|settings|five)$/.test(name))];
}

const LACKS =
  'deploy("call-0"): Deployment shop/web: needs ConfigMap shop/elsewhere on a, b, but it is not among these objects; ' +
  'add it, or make sure that it exists there and set assume: ["ConfigMap shop/elsewhere"]';
const STRANGER =
  'is not a member of this federation; use one of "a", "b", or make sure that others join it and set assume: ["gone"]';

test("a workload that lacks what no call has, or names strangers, is refused at once, and nothing is registered", async () => {
  const [lines, resources] = await told([[...web("elsewhere", "a", "b", "gone"), override]]);
  expect(lines).toEqual([
    `deploy("call-0"): Deployment shop/web: its placement names "gone", which ${STRANGER}`,
    `deploy("call-0"): Deployment shop/web: OverridePolicy five names "gone", which ${STRANGER}`,
    LACKS,
  ]);
  expect(resources).toEqual([]);
});

test("a workload that lacks on one of its members what is placed on the other is refused", async () => {
  const [lines, resources] = await told([[...web("settings", "a", "b"), ...settings("a")]]);
  expect(lines).toEqual([
    expect.stringMatching(
      /Deployment shop\/web: needs ConfigMap shop\/settings on b, but is not placed there; place it/,
    ),
  ]);
  expect(resources).toEqual([]);
});

test("what a call assumes is right, and nothing more is said about it", async () => {
  const assume = ["gone", "ConfigMap shop/elsewhere"];
  const [lines, resources] = await told([[...web("elsewhere", "a", "b", "gone"), override], { assume }]);
  expect(lines).toEqual([]);
  expect(resources).toHaveLength(3);
});

test("what lands nowhere until a member joins that the call assumes is applied", async () => {
  const [lines, resources] = await told([settings("gone"), { assume: ["gone"] }]);
  expect(lines).toEqual([]);
  expect(resources).toHaveLength(2);
  const [refused] = await told([settings("gone")]);
  expect(refused).toEqual([
    `deploy("call-0"): ConfigMap shop/settings: its placement names "gone", which ${STRANGER}`,
    expect.stringMatching(
      /^deploy\("call-0"\): ConfigMap shop\/settings: lands on no member: .*; change its placement/,
    ),
  ]);
});

test("what nothing lacks is not assumed, beside the fault that a misspelled name leaves", async () => {
  const [lines] = await told([web("elsewhere", "a", "b"), { assume: ["ConfigMap shop/elswhere"] }]);
  expect(lines).toEqual([
    LACKS,
    'deploy("call-0").assume[0]: no object of this call refers to "ConfigMap shop/elswhere"; remove it',
  ]);
});

test("what runs nowhere for now may lack anything later", async () => {
  const [deployment, policy] = web("elsewhere", "a");
  const none = { ...deployment, spec: { ...(deployment as { spec: object }).spec, replicas: 0 } };
  expect((await told([[none, policy!], { assume: ["ConfigMap shop/elsewhere"] }]))[0]).toEqual([]);
});

test("what an earlier call has is there, and what a later one has is not", async () => {
  const [earlier] = await told([settings("a", "b")], [web("settings", "a", "b")]);
  expect(earlier).toEqual([]);
  const [later] = await told([web("settings", "a", "b")], [settings("a", "b")]);
  expect(later).toEqual([LACKS.replaceAll("elsewhere", "settings")]);
});
