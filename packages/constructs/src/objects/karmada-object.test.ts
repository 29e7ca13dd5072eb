import { ApiObject, App } from "cdk8s";
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

test("what a plan does not follow is named", () => {
  const workloads = [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" }];
  expect(chartWith({ kind: "WorkloadRebalancer", spec: { workloads } }).findings.map(tell)).toEqual([
    "web/object-0: WorkloadRebalancer object-0: the plan does not follow it: once, it makes Karmada choose again for what runs",
  ]);
});

test.each<[KarmadaObjectProps, string]>([
  [{ kind: "Work" as "Remedy", spec: {} }, 'kind: "Work" is not supported; use'],
  [{ kind: "WorkloadRebalancer", spec: {} }, "spec.workloads: is missing; set it"],
  [{ kind: "WorkloadRebalancer", spec: { workloads: [] } }, "spec.workloads: [] is empty; add at least one"],
  [{ kind: "Remedy", spec: { action: [] } }, 'spec.action: is not a known field; did you mean "actions"?'],
  [{ kind: "Remedy", spec: {}, metadata: { namespace: "x" } }, "metadata.namespace: a Remedy is in no namespace"],
  [{ kind: "MultiClusterService", spec: { types: ["ClusterIP"] } }, 'spec.types[0]: "ClusterIP" is not supported; use'],
  [
    { kind: "MultiClusterService", spec: { types: ["CrossCluster", "LoadBalancer"] } },
    "spec.types[1]: is a second type; use one",
  ],
])("%j is refused", (props, told) => {
  expect(faultsOf(chartWith(props))).toEqual([expect.stringContaining(told)]);
});
