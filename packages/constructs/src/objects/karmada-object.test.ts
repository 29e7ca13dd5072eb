import { ApiObject, App, Lazy } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { tell } from "../faults";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { KarmadaObject } from "./karmada-object";
import type { KarmadaObjectProps } from "./karmada-object";

const [a, b] = [{ name: "f-a-cluster" }, { name: "f-b-cluster" }];
const chartWith = (...given: readonly KarmadaObjectProps[]) => {
  const chart = new FederatedChart(new App(), "web", { members: [a, b], namespace: "shop" });
  given.forEach((props, i) => new KarmadaObject(chart, `object-${i}`, props));
  return chart;
};

test("an object has the API version and the scope of its kind", () => {
  const written = chartWith(
    { kind: "ClusterTaintPolicy", spec: { taints: [{ key: "slow", effect: "NoSchedule" }] } },
    { kind: "MultiClusterService", spec: { types: ["CrossCluster"] }, metadata: { name: "web" } },
  ).toJson();
  expect(written).toEqual([
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "ClusterTaintPolicy",
      metadata: { name: "object-0" },
      spec: { taints: [{ key: "slow", effect: "NoSchedule" }] },
    },
    {
      apiVersion: "networking.karmada.io/v1alpha1",
      kind: "MultiClusterService",
      metadata: { name: "web", namespace: "shop" },
      spec: { types: ["CrossCluster"] },
    },
  ]);
});

test("a policy that selects by kind decides in the plan", () => {
  const placement = Placement.duplicated([b], { priority: 2 });
  const resourceSelectors = [{ apiVersion: "v1", kind: "Secret" }];
  const spec = { resourceSelectors, placement: placement.spec, ...placement.policySpec };
  const chart = chartWith({ kind: "ClusterPropagationPolicy", spec });
  new ApiObject(chart, "secret", { apiVersion: "v1", kind: "Secret", metadata: { name: "x" } });
  expect(chart.toJson()[0]).toMatchObject({ spec: { priority: 2 } });
  expect(chart.plan()).toMatchObject({ objects: [{ name: "x", members: ["f-b-cluster"] }], findings: [] });
});

test("a policy that cannot be read does not hide other faults", () => {
  const chart = chartWith(
    { kind: "PropagationPolicy", spec: { resourceSelectors: "all" } },
    { kind: "WorkloadRebalancer", spec: {} },
  );
  expect(faultsOf(chart)).toHaveLength(2);
});

test("a spec and labels may be known when they are rendered", () => {
  const later = (value: unknown): string => Lazy.any({ produce: () => value }) as string;
  const workloads = [{ apiVersion: "apps/v1", kind: "Deployment", name: later("web"), namespace: "shop" }];
  const metadata = { labels: { tier: later("front") }, annotations: { note: later("x") } };
  expect(chartWith({ kind: "WorkloadRebalancer", spec: { workloads: later(workloads) }, metadata }).toJson()).toEqual([
    {
      apiVersion: "apps.karmada.io/v1alpha1",
      kind: "WorkloadRebalancer",
      metadata: { name: "object-0", labels: { tier: "front" }, annotations: { note: "x" } },
      spec: { workloads: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" }] },
    },
  ]);
  const spec = later({ workloads }) as unknown as object;
  expect(faultsOf(chartWith({ kind: "WorkloadRebalancer", spec: spec as KarmadaObjectProps["spec"] }))).toEqual([]);
  const wrong = { labels: { tier: later(3) } };
  expect(faultsOf(chartWith({ kind: "Remedy", spec: {}, metadata: wrong }))).toEqual([
    expect.stringContaining('metadata.labels.tier: "3" is not a label value'),
  ]);
});

test("what a plan does not follow is named", () => {
  const workloads = [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" }];
  expect(chartWith({ kind: "WorkloadRebalancer", spec: { workloads } }).findings.map(tell)).toEqual([
    "web/object-0: WorkloadRebalancer object-0: the plan does not take it into account: once, it makes Karmada choose again for what runs",
  ]);
});

test.each<[KarmadaObjectProps, string]>([
  [{ kind: "Work" as "Remedy", spec: {} }, 'kind: "Work" is not supported; use'],
  [{ kind: "WorkloadRebalancer", spec: {} }, "spec.workloads: is missing; add at least one"],
  [{ kind: "WorkloadRebalancer", spec: { workloads: [] } }, "spec.workloads: [] is empty; add at least one"],
  [{ kind: "Remedy", spec: { action: [] } }, 'spec.action: is not a known field; did you mean "actions"?'],
  [{ kind: "Remedy", spec: {}, metadata: { namespace: "x" } }, "metadata.namespace: a Remedy is in no namespace"],
  [{ kind: "MultiClusterService", spec: { types: ["ClusterIP"] } }, 'spec.types[0]: "ClusterIP" is not supported; use'],
  [
    { kind: "MultiClusterService", spec: { types: ["CrossCluster", "LoadBalancer"] } },
    "spec.types[1]: is a second type; use one",
  ],
  [
    { kind: "PropagationPolicy", spec: { resourceSelectors: [{ kind: "Secret" }] } },
    "spec.resourceSelectors[0].apiVersion: is missing; use a string",
  ],
  [
    { kind: "ClusterPropagationPolicy", spec: { resourceSelectors: { kind: "Secret" } } },
    "spec.resourceSelectors: is an object; use a list",
  ],
  [
    { kind: "OverridePolicy", spec: { overrideRules: [{ overriders: { plaintext: {} } }] } },
    "spec.overrideRules[0].overriders.plaintext: is an object; use a list",
  ],
  [
    { kind: "MultiClusterService", spec: { types: ["CrossCluster"] }, metadata: { name: "2-web" } },
    'metadata.name: "2-web" is not a name for a Service',
  ],
  [
    { kind: "PropagationPolicy", spec: { resourceSelectors: [{ apiVersion: "v1", kind: "Secret", namespace: "x" }] } },
    'spec.resourceSelectors[0].namespace: "x" is not the namespace of the policy; use a ClusterPropagationPolicy, or "shop"',
  ],
  [{ kind: "Remedy", spec: "now" as unknown as object }, 'spec: "now" is a string; use an object'],
  [{ kind: "WorkloadRebalancer", spec: "now" as unknown as object }, 'spec: "now" is a string; use an object'],
])("%j is refused, in one line", (props, told) => {
  expect(faultsOf(chartWith(props))).toEqual([expect.stringContaining(told)]);
});
