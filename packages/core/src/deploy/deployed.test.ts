import * as pulumi from "@pulumi/pulumi";
import { cluster, federate } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import type { Deployed } from "./deployed";

const object = (apiVersion: string, kind: string, name: string, namespace?: string): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});
const objects = (...given: readonly unknown[]): { readonly toJson: () => unknown[] } => ({ toJson: () => [...given] });

const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const POLICY = "policy.karmada.io/v1alpha1";
const nginx = { ...DEPLOYMENT, metadata: { name: "nginx", namespace: "shop" } };
const settings = object("v1", "ConfigMap", "settings", "shop");

/** A Deployment that a scheduling policy keeps to members that none is. */
const certified = (): object[] => {
  const metadata = { name: "cart", namespace: "shop" };
  const rule = { name: "pci", labels: { pci: "true" }, members: { certified: ["pci"] } };
  return [
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: "pci", annotations: { "fedstack.dev/scheduling-policy": JSON.stringify(rule) } },
    },
    {
      apiVersion: POLICY,
      kind: "PropagationPolicy",
      metadata,
      spec: { resourceSelectors: [{ ...DEPLOYMENT, name: "cart" }], placement: {} },
    },
    {
      ...DEPLOYMENT,
      metadata: { ...metadata, labels: { pci: "true" } },
      spec: { replicas: 1, template: { spec: {} } },
    },
  ];
};

/** A workload, and a policy that names another cluster. */
const nowhere = () => [
  { ...DEPLOYMENT, metadata: { name: "web" }, spec: { replicas: 1, template: {} } },
  {
    ...object(POLICY, "PropagationPolicy", "web"),
    spec: { resourceSelectors: [DEPLOYMENT], placement: { clusterAffinity: { clusterNames: ["f-b-cluster"] } } },
  },
];

const LAZY = "spec.activationPreference of PropagationPolicy shop/lazy";
const LAZY_PROBLEM =
  "the plan does not take it into account: with it, a change of the policy reaches an object only when that changes, too";

const told = new Map<string, string>();
const warned: string[] = [];
let planned: Deployed;
let repeated: string | undefined;
let resources: RecordedResource[];
beforeAll(async () => {
  jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void warned.push(text)));
  resources = await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    federation.join(cluster("f-a-cluster", "a"));
    const refused = (name: string, ...given: readonly unknown[]): void => {
      try {
        federation.deploy(name, objects(...given));
      } catch (error) {
        told.set(name, (error as Error).message);
      }
    };
    const placement = { clusterAffinity: { clusterNames: ["f-a-cluster"] } };
    federation.deploy("namespace", objects(object("v1", "Namespace", "shop")));
    federation.deploy(
      "policies",
      objects({
        ...object(POLICY, "ClusterPropagationPolicy", "all"),
        spec: { resourceSelectors: [DEPLOYMENT], placement },
      }),
    );
    federation.deploy("first", objects(settings, object("v1", "Service", "cart", "shop")));
    planned = federation.deploy("planned", objects({ ...nginx, spec: { replicas: 2, template: {} } }));
    refused("bad", null, { apiVersion: "v1", kind: "Service" }, settings, nginx, settings);
    refused("again", settings, object("v1", "Namespace", "shop"), object("v1", "ConfigMap", "other", "shop"));
    refused("certified", ...certified());
    refused("nowhere", ...nowhere());
    refused("policies", object("v1", "ConfigMap", "another", "shop"));
    repeated = told.get("policies");
    told.delete("policies");
    const placing = { resourceSelectors: [{ ...DEPLOYMENT, name: "none" }], placement, activationPreference: "Lazy" };
    federation.deploy("told-twice", {
      ...objects(
        { ...object(POLICY, "PropagationPolicy", "lazy", "shop"), spec: placing },
        { ...DEPLOYMENT, metadata: { name: "none", namespace: "shop" }, spec: { replicas: 1, template: {} } },
      ),
      findings: [
        { severity: "warning", path: `shop: ${LAZY}`, problem: LAZY_PROBLEM },
        { severity: "warning", path: "shop/web: placement", problem: "has no effect" },
      ],
    });
    const data = { path: "replicas", problem: "has no effect" };
    const node = {
      path: "plain/web",
      metadata: [
        { type: "fedstack:warning", data },
        { type: "other", data: 1 },
      ],
    };
    federation.deploy("plain", Object.assign(objects(), { node: { findAll: () => [{ node }] } }));
    federation.deploy("of-another-group", objects(object("serving.knative.dev/v1", "Service", "cart", "shop")));
  });
});

test("objects that cannot be applied are refused, each with its position in the chart", () => {
  expect(told.get("bad")?.split("\n")).toEqual([
    'deploy("bad"): object 1: is not a Kubernetes object: it has no apiVersion, kind, metadata.name; add what is missing',
    'deploy("bad"): object 2 (Service): is not a Kubernetes object: it has no metadata.name; add what is missing',
    'deploy("bad"): object 5: ConfigMap shop/settings is listed twice; list it once',
    expect.stringMatching(/^deploy\("bad"\): deploy\("first"\) already applies ConfigMap shop\/settings; /),
    expect.stringMatching(/^deploy\("bad"\): deploy\("planned"\) already applies Deployment shop\/nginx; /),
  ]);
});

test("an object that an earlier call applies is refused, and the message names that call", () => {
  expect(told.get("again")).toMatch(
    /^deploy\("again"\): deploy\("first"\) already applies ConfigMap shop\/settings; remove it from one of them; .*\ndeploy\("again"\): deploy\("namespace"\) already applies Namespace shop;/,
  );
});

test("the name of an earlier call is refused, and nothing of the second call is registered", () => {
  expect(repeated).toContain("an earlier call has the same name");
  expect(resources.filter(({ name }) => name.endsWith("/another"))).toEqual([]);
});

test("an object of another group with the same kind and name is another object", () => {
  const services = resources.filter(({ name }) => name === "federation/Service/shop/cart");
  expect(services.map(({ type }) => type)).toEqual([
    "kubernetes:core/v1:Service",
    "kubernetes:serving.knative.dev/v1:Service",
  ]);
});

test("what a scheduling policy among the objects refuses is reported", () => {
  expect(told.get("certified")).toMatch(
    /^deploy\("certified"\): Deployment shop\/cart: Deployment "cart" in namespace "shop" may run only on members with certified=pci/,
  );
});

test("an object that fits no member is refused, and one that no policy selects has a warning", () => {
  expect(told.get("nowhere")).toMatch(
    /^deploy\("nowhere"\): Deployment web: lands on no member: .*\(f-a-cluster: .*\); change its placement/m,
  );
  expect(warned).toContain(
    'deploy("first"): ConfigMap shop/settings: stays in the federated API: no policy selects it; select it in a policy, such as with a Propagation',
  );
});

test("what both the plan and a chart find is logged once, beside what only the chart knows", () => {
  const twice = warned.filter((text) => text.startsWith('deploy("told-twice")'));
  expect(twice.filter((text) => text.includes("activationPreference"))).toEqual([
    `deploy("told-twice"): ${LAZY}: ${LAZY_PROBLEM}`,
  ]);
  expect(twice).toContain('deploy("told-twice"): shop/web: placement: has no effect');
});

test("warnings of constructs in a plain chart are logged", () => {
  expect(warned).toContain('deploy("plain"): plain/web: replicas: has no effect');
});

test("nothing of a call that is refused is registered", () => {
  expect([...told.keys()]).toEqual(["bad", "again", "certified", "nowhere"]);
  const refused = resources.filter(
    ({ name }) => name === "federation/ConfigMap/shop/other" || /\/(pci|web)$/.test(name) || told.has(name.slice(11)),
  );
  expect(refused).toEqual([]);
});

test("a call's plan knows the policies of earlier calls", () => {
  expect(planned.plan.workloads).toMatchObject([{ name: "nginx", total: 2, members: ["f-a-cluster"] }]);
});

test("what a namespace holds waits for it, in other calls, too", () => {
  const namespaces = resources.filter(({ name, type }) => type.endsWith(":Namespace") && name.includes("shop"));
  expect(namespaces.map(({ name }) => name)).toEqual(["federation/Namespace/shop"]);
  const first = resources.find(({ name }) => name === "federation/ConfigMap/shop/settings")!;
  expect(first.dependsOn).toContain("federation/Namespace/shop");
});
