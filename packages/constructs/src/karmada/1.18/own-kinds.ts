import { fault, filled, readAs, required, wordOf } from "../../faults";
import type { FieldShapes, Reader } from "../../faults";
import { API_GROUPS } from "../names";
import type { OwnKind, Release } from "../release";
import { policyFields } from "./policy-fields";

const { propagation, override } = policyFields;
const [ANY, ANYTHING] = [["anything"] as const, "anything" as const];
const SOMETHING = required("anything");
const SOME = filled("anything");

/** The types of a MultiClusterService: Karmada takes one. */
const ONE_TYPE: Reader = (path, value, reading) => {
  if (Array.isArray(value) && value.length > 1) reading.faults.push(fault(`${path}[1]`, "is a second type", "use one"));
  return readAs(filled(wordOf(["CrossCluster", "LoadBalancer"])), path, value, reading);
};

/**
 * The kinds that configure a control plane, as Karmada 1.18 defines them.
 *
 * @see https://github.com/karmada-io/karmada/tree/v1.18.2/charts/karmada/_crds/bases
 */
export const ownKinds: Release["ownKinds"] = {
  ClusterOverridePolicy: kind("policy", "Cluster", override),
  ClusterPropagationPolicy: kind("policy", "Cluster", propagation),
  ClusterTaintPolicy: kind("policy", "Cluster", {
    addOnConditions: ANY,
    removeOnConditions: ANY,
    taints: SOME,
    targetClusters: ANYTHING,
  }),
  CronFederatedHPA: kind("autoscaling", "Namespaced", { rules: SOME, scaleTargetRef: SOMETHING }),
  FederatedHPA: kind("autoscaling", "Namespaced", {
    behavior: ANYTHING,
    maxReplicas: SOMETHING,
    metrics: ANY,
    minReplicas: ANYTHING,
    scaleTargetRef: SOMETHING,
  }),
  MultiClusterIngress: kind("networking", "Namespaced", {
    defaultBackend: ANYTHING,
    ingressClassName: ANYTHING,
    rules: ANY,
    tls: ANY,
  }),
  MultiClusterService: kind("networking", "Namespaced", {
    consumerClusters: ANY,
    ports: ANY,
    providerClusters: ANY,
    types: required(ONE_TYPE),
  }),
  OverridePolicy: kind("policy", "Namespaced", override),
  PropagationPolicy: kind("policy", "Namespaced", propagation),
  Remedy: kind("remedy", "Cluster", { actions: ANY, clusterAffinity: ANYTHING, decisionMatches: ANY }),
  ResourceInterpreterCustomization: kind("config", "Cluster", { customizations: SOMETHING, target: SOMETHING }),
  WorkloadRebalancer: kind("apps", "Cluster", { ttlSecondsAfterFinished: ANYTHING, workloads: SOME }),
};

/** What a plan does not follow, by group and kind, with the reason. */
export const notFollowed: Release["notFollowed"] = {
  [`${API_GROUPS.config}/ResourceInterpreterCustomization`]: "its script may count and divide replicas in another way",
  [`${API_GROUPS.config}/ResourceInterpreterWebhookConfiguration`]:
    "its webhook may count and divide replicas in another way",
  [`${API_GROUPS.policy}/ClusterTaintPolicy`]: "the conditions of members decide what it taints",
  [`${API_GROUPS.apps}/WorkloadRebalancer`]: "once, it makes Karmada choose again for what runs",
  [`${API_GROUPS.networking}/MultiClusterService`]: "it takes Karmada's alpha feature MultiClusterService",
};

function kind(group: keyof typeof API_GROUPS, scope: OwnKind["scope"], spec: FieldShapes): OwnKind {
  return { apiVersion: `${API_GROUPS[group]}/v1alpha1`, scope, spec };
}
