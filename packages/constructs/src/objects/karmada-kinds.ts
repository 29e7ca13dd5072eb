import { fault, filled, readAs, required, wordOf } from "../faults";
import type { FieldShapes, Reader } from "../faults";
import { RELEASE } from "../karmada";

/** Kinds of Karmada's own API that configure a control plane. */
export type KarmadaKindName =
  | "ClusterOverridePolicy"
  | "ClusterPropagationPolicy"
  | "ClusterTaintPolicy"
  | "CronFederatedHPA"
  | "FederatedHPA"
  | "MultiClusterIngress"
  | "MultiClusterService"
  | "OverridePolicy"
  | "PropagationPolicy"
  | "Remedy"
  | "ResourceInterpreterCustomization"
  | "WorkloadRebalancer";

/** What decides how an object of a kind is written. */
export interface KarmadaKind {
  readonly apiVersion: string;
  readonly scope: "Cluster" | "Namespaced";
  /** Fields of its `spec`. */
  readonly spec: FieldShapes;
}

const { propagation, override } = RELEASE.policies;
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
export const KARMADA_KINDS: { readonly [kind in KarmadaKindName]: KarmadaKind } = {
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

function kind(group: string, scope: KarmadaKind["scope"], spec: FieldShapes): KarmadaKind {
  return { apiVersion: `${group}.karmada.io/v1alpha1`, scope, spec };
}
