import type { Manifest } from "../../kinds/manifest";
import { DEPLOYMENTS, object, on, planOf, policy } from "../manifests.test-support";

const SERVICES = { apiVersion: "v1", kind: "Service" };
const pods = (labels: object, replicas?: number): object => ({ replicas, template: { metadata: { labels } } });
const web = object("Deployment", "web", pods({ app: "web", tier: "front" }, 2));
const service = (spec: object = {}): Manifest =>
  object("Service", "web", { type: "LoadBalancer", selector: { app: "web" }, ...spec });
const everywhere = policy("services", [SERVICES]);
const onC1 = policy("workloads", [DEPLOYMENTS], on("c1"));

function said(...manifests: readonly Manifest[]): string[] {
  return planOf(manifests)
    .findings.filter(({ problem }) => problem.includes("does not answer"))
    .map(({ severity, path, problem }) => `${severity}: ${path} ${problem}`);
}

test("a Service with an address on a member where none of its pods run has a warning", () => {
  expect(said(everywhere, onC1, service(), web)).toEqual([
    "warning: Service shop/web is on c2, where nothing of Deployment shop/web runs: its address there does not answer",
  ]);
});

test("one whose pods run on each of its members has none, and neither has one without an address of its own", () => {
  expect(said(everywhere, policy("workloads", [DEPLOYMENTS]), service(), web)).toEqual([]);
  expect(said(policy("services", [SERVICES], on("c1")), onC1, service(), web)).toEqual([]);
  expect(said(everywhere, onC1, service({ type: "ClusterIP" }), web)).toEqual([]);
});

test("one that selects pods of several workloads needs one of them", () => {
  const agents = object("DaemonSet", "agent", pods({ app: "web" }));
  const ofAgents = policy("agents", [{ apiVersion: "apps/v1", kind: "DaemonSet" }], on("c2"));
  expect(said(everywhere, onC1, ofAgents, service(), web, agents)).toEqual([]);
  expect(said(everywhere, onC1, ofAgents, service({ selector: { app: "web", tier: "front" } }), web, agents)).toEqual([
    "warning: Service shop/web is on c2, where nothing of Deployment shop/web runs: its address there does not answer",
  ]);
});

test("what selects no planned pods, in its namespace, has none", () => {
  const elsewhere = { ...web, metadata: { name: "web", namespace: "other" } };
  expect(said(everywhere, onC1, service({ selector: { app: "other" } }), web)).toEqual([]);
  expect(said(everywhere, onC1, service({ selector: undefined }), web)).toEqual([]);
  expect(said(everywhere, onC1, service(), elsewhere)).toEqual([]);
});

test("one with fewer replicas than members has a warning, whichever of them gets the replica", () => {
  const evenly = { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" } };
  const divided = policy("workloads", [DEPLOYMENTS], { placement: evenly });
  const single = object("Deployment", "web", pods({ app: "web" }, 1));
  expect(said(everywhere, divided, service(), single)).toEqual([
    "warning: Service shop/web is on c1, c2, of which not each runs Deployment shop/web: " +
      "one of its addresses does not answer",
  ]);
});

test("what a MultiClusterService connects, or free capacity decides, has none", () => {
  const shared = {
    ...object("MultiClusterService", "web", { types: ["CrossCluster"] }),
    apiVersion: "networking.karmada.io/v1alpha1",
  };
  expect(said(everywhere, onC1, service(), web, shared)).toEqual([]);
  const byRoom = policy("workloads", [DEPLOYMENTS], {
    placement: { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" } },
  });
  expect(said(everywhere, byRoom, service(), web)).toEqual([]);
});
