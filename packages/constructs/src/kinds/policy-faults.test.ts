import { tell } from "../faults";
import { policyFaults } from "./policy-faults";

const of = (kind: string, spec?: unknown, apiVersion = "policy.karmada.io/v1alpha1") =>
  policyFaults({ apiVersion, kind, metadata: { name: "p" }, spec });
const resourceSelectors = [{ apiVersion: "v1", kind: "Pod" }];

test.each(["PropagationPolicy", "ClusterPropagationPolicy"])("a %s has to select something", (kind) => {
  expect(of(kind, { resourceSelectors, placement: {} })).toEqual([]);
  expect(of(kind, { placement: {} }).map(({ path }) => path)).toEqual(["spec.resourceSelectors"]);
  expect(of(kind)).not.toEqual([]);
});

test.each(["OverridePolicy", "ClusterOverridePolicy"])("a %s is read in its present and in its older form", (kind) => {
  expect(of(kind, { overrideRules: [{ overriders: {} }] })).toEqual([]);
  expect(of(kind, { overriders: {}, targetCluster: {} })).toEqual([]);
  expect(of(kind, { overrideRules: "none" })).toHaveLength(1);
  expect(of(kind, { overriders: "none" })).toHaveLength(1);
});

test("other kinds and groups are not looked at", () => {
  expect([of("FederatedResourceQuota", 5), of("PropagationPolicy", 5, "example.com/v1")]).toEqual([[], []]);
});

test("a policy has one version", () => {
  expect(of("OverridePolicy", {}, "policy.karmada.io/v1beta1").map(tell)).toEqual([
    'apiVersion: "policy.karmada.io/v1beta1" is not an API version that Karmada serves; use "policy.karmada.io/v1alpha1"',
  ]);
});

const deployments = { apiVersion: "apps/v1", kind: "Deployment" };
const told = (kind: string, spec: object) =>
  policyFaults({
    apiVersion: "policy.karmada.io/v1alpha1",
    kind,
    metadata: { name: "all", ...(!kind.startsWith("Cluster") && { namespace: "shop" }) },
    spec: { resourceSelectors: [deployments], ...spec },
  }).map(tell);

/** A placement with a group that overflows into another one. */
const overflowing = (group: object, replicaScheduling: object = { replicaDivisionPreference: "Aggregated" }) => ({
  clusterAffinities: [{ affinityName: "near", ...group, overflowAffinities: [{ affinityName: "more" }] }],
  replicaScheduling,
});

test.each<[string, object, string]>([
  [
    "PropagationPolicy",
    { resourceSelectors: [{ ...deployments, namespace: "web" }] },
    'spec.resourceSelectors[0].namespace: "web" is not the namespace of the policy; use a ClusterPropagationPolicy, or "shop"',
  ],
  [
    "OverridePolicy",
    { resourceSelectors: [{ ...deployments, namespace: "web" }], overrideRules: [{ overriders: {} }] },
    'spec.resourceSelectors[0].namespace: "web" is not the namespace of the policy; use a ClusterOverridePolicy, or "shop"',
  ],
  [
    "ClusterPropagationPolicy",
    { preemption: "Always" },
    'spec.resourceSelectors[0].name: is missing with preemption "Always"; name the object',
  ],
  [
    "PropagationPolicy",
    { suspension: { dispatching: true, dispatchingOnClusters: { clusterNames: ["a"] } } },
    "spec.suspension: suspends all members and some by name; use only one of them",
  ],
  [
    "PropagationPolicy",
    { failover: { application: { decisionConditions: { tolerationSeconds: 60 } } } },
    "spec.propagateDeps: is not set, but failover.application needs it; set it to true",
  ],
  [
    "PropagationPolicy",
    { placement: { clusterAffinity: {}, clusterAffinities: [{ affinityName: "a" }] } },
    "spec.placement: has both clusterAffinity and clusterAffinities; use only one of them",
  ],
  [
    "PropagationPolicy",
    { placement: { clusterAffinities: [{ affinityName: "a" }, { affinityName: "a" }] } },
    'spec.placement.clusterAffinities[1].affinityName: "a" is the name of another group, too; use another name',
  ],
  [
    "PropagationPolicy",
    { placement: { spreadConstraints: [{ minGroups: 3, maxGroups: 2 }] } },
    "spec.placement.spreadConstraints[0]: minGroups 3 and maxGroups 2 allow nothing; use 0 <= minGroups <= maxGroups",
  ],
  [
    "PropagationPolicy",
    { placement: { spreadConstraints: [{ spreadByField: "region", maxGroups: 2 }] } },
    'spec.placement.spreadConstraints: has no constraint by "cluster", which those by other fields need; add it',
  ],
  [
    "PropagationPolicy",
    { placement: overflowing({ clusterNames: ["a"] }, { replicaSchedulingType: "Divided" }) },
    "spec.placement.clusterAffinities[0].overflowAffinities: needs replicas that are divided by free capacity; " +
      'use replicaDivisionPreference "Aggregated", or dynamicWeight',
  ],
  [
    "PropagationPolicy",
    { placement: overflowing({}) },
    "spec.placement.clusterAffinities[0]: has every member, so that nothing overflows; select members in it",
  ],
  [
    "PropagationPolicy",
    { placement: overflowing({ clusterNames: ["a"], affinityName: "more" }) },
    'spec.placement.clusterAffinities[0].overflowAffinities: "more" names two groups; use another name',
  ],
  [
    "PropagationPolicy",
    { priority: 2 ** 31 },
    'spec.priority: "2147483648" is a number; use a whole number of 32 bits',
  ],
  [
    "PropagationPolicy",
    {
      placement: { replicaScheduling: { weightPreference: { staticWeightList: [{ targetCluster: {}, weight: 0 }] } } },
    },
    "spec.placement.replicaScheduling.weightPreference.staticWeightList[0].weight: " +
      '"0" is a number; use a whole number from 1',
  ],
])("a %s that Karmada refuses is a fault: %j", (kind, spec, fault) => {
  expect(told(kind, spec)).toEqual([fault]);
});

test.each<[string, object]>([
  ["ClusterPropagationPolicy", { resourceSelectors: [{ ...deployments, namespace: "web" }] }],
  ["PropagationPolicy", { resourceSelectors: [{ ...deployments, name: "web" }], preemption: "Always" }],
  ["PropagationPolicy", { suspension: { dispatching: false, dispatchingOnClusters: { clusterNames: ["a"] } } }],
  ["PropagationPolicy", { failover: { application: { decisionConditions: {} } }, propagateDeps: true }],
  ["PropagationPolicy", { placement: { spreadConstraints: [{ maxGroups: 2 }, { spreadByLabel: "tier" }] } }],
  ["PropagationPolicy", { placement: overflowing({ exclude: ["a"] }) }],
  [
    "PropagationPolicy",
    { placement: overflowing({ labelSelector: {} }, { weightPreference: { dynamicWeight: "AvailableReplicas" } }) },
  ],
  ["OverridePolicy", { overriders: {}, targetCluster: { clusterNames: ["a"] } }],
])("a %s that it takes is not: %j", (kind, spec) => {
  expect(told(kind, spec)).toEqual([]);
});

test.each<[string, object]>([
  ["PropagationPolicy", { suspension: { dispatching: true, dispatchingOnClusters: {} } }],
  ["PropagationPolicy", { placement: { clusterAffinity: { clusterNames: ["a"] }, clusterAffinities: [] } }],
  ["PropagationPolicy", { placement: { clusterTolerations: [{ key: "a", operator: "", effect: "" }] } }],
  [
    "PropagationPolicy",
    {
      resourceSelectors: [{ apiVersion: "multicluster.x-k8s.io/v1alpha1", kind: "ServiceImport" }],
      propagateDeps: false,
      failover: { application: { decisionConditions: {} } },
    },
  ],
  ["OverridePolicy", { overrideRules: [], overriders: {} }],
  ["OverridePolicy", { targetCluster: {} }],
  ["OverridePolicy", {}],
])("a %s with %j is right", (kind, spec) => {
  expect(told(kind, spec)).toEqual([]);
});
