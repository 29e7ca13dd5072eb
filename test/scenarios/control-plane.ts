import {
  FederatedChart,
  FederatedDeployment,
  KarmadaObject,
  Members,
  Placement,
  SchedulingPolicy,
} from "@fedstack/constructs";
import { a, b, type Scenarios } from "./scenario";

/** Objects of the control plane, and rules for everyone's placements. */
export const controlPlane: Scenarios = {
  "control-plane-objects": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop" });
    const placement = Placement.evenly([a, b], {
      suspended: [b],
      priorityClassName: "urgent",
      workloadAffinity: { affinity: "app", antiAffinity: "shard" },
      lazy: true,
    });
    new KarmadaObject(chart, "by-label", {
      kind: "PropagationPolicy",
      spec: {
        resourceSelectors: [
          { apiVersion: "apps/v1", kind: "Deployment", labelSelector: { matchLabels: { tier: "web" } } },
        ],
        placement: placement.spec,
        ...placement.policySpec,
      },
    });
    new KarmadaObject(chart, "by-kind", {
      kind: "ClusterPropagationPolicy",
      spec: {
        resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap" }],
        ...Placement.duplicated(Members.all(), { suspended: "all" }).policySpec,
      },
    });
    new KarmadaObject(chart, "slow", {
      kind: "ClusterTaintPolicy",
      spec: {
        addOnConditions: [{ conditionType: "NetworkSlow", operator: "In", statusValues: ["True"] }],
        taints: [{ key: "slow", effect: "NoSchedule" }],
      },
    });
    new KarmadaObject(chart, "traffic", {
      kind: "Remedy",
      spec: {
        decisionMatches: [
          { clusterConditionMatch: { conditionType: "Ready", operator: "Equal", conditionStatus: "False" } },
        ],
        actions: ["TrafficControl"],
      },
    });
    new KarmadaObject(chart, "again", {
      kind: "WorkloadRebalancer",
      spec: { workloads: [{ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "cart" }] },
    });
    new KarmadaObject(chart, "shops", {
      kind: "ResourceInterpreterCustomization",
      spec: {
        target: { apiVersion: "example.com/v1", kind: "Shop" },
        customizations: { replicaResource: { luaScript: "function GetReplicas(o) return o.spec.replicas, nil end" } },
      },
    });
    new KarmadaObject(chart, "cart", {
      kind: "MultiClusterService",
      spec: { types: ["CrossCluster"], providerClusters: [{ name: "f-a-cluster" }] },
    });
    new KarmadaObject(chart, "shop", {
      kind: "FederatedHPA",
      spec: {
        scaleTargetRef: { apiVersion: "example.com/v1", kind: "Shop", name: "main" },
        maxReplicas: 9,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
      },
    });
    return chart;
  },

  "scheduling-policy": (app) => {
    const chart = new FederatedChart(app, "rules", { namespace: "shop" });
    const certified = Members.labeled({ certified: ["pci", "sox"], "example.com/owner": "bank" });
    new FederatedDeployment(chart, "cart", {
      image: "registry.example.com/shop/cart:2",
      metadata: { labels: { pci: "true" } },
      placement: Placement.evenly(certified.and(Members.inRegion("tw"))),
    });
    new SchedulingPolicy(chart, "pci", {
      workloads: { labels: { pci: "true" }, namespaces: ["shop"] },
      members: { certified: ["pci", "sox"], "example.com/owner": "bank" },
      placement: Placement.evenly(certified),
    });
    return chart;
  },
};
