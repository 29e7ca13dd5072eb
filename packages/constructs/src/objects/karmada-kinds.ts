import type { FieldShapes } from "../faults";

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
  readonly required: readonly string[];
}

const [ANY, ANYTHING] = [["anything"] as const, "anything" as const];

const PROPAGATION: FieldShapes = {
  activationPreference: ANYTHING,
  association: ANYTHING,
  conflictResolution: ANYTHING,
  dependentOverrides: ANY,
  failover: ANYTHING,
  placement: ANYTHING,
  preemption: ANYTHING,
  preserveResourcesOnDeletion: ANYTHING,
  priority: ANYTHING,
  propagateDeps: ANYTHING,
  resourceSelectors: ANY,
  schedulePriority: ANYTHING,
  schedulerName: ANYTHING,
  suspension: ANYTHING,
};
const OVERRIDE: FieldShapes = { overrideRules: ANY, resourceSelectors: ANY };

/**
 * The kinds that configure a control plane, as Karmada 1.18 defines them.
 *
 * @see https://github.com/karmada-io/karmada/tree/v1.18.2/charts/karmada/_crds/bases
 */
export const KARMADA_KINDS: { readonly [kind in KarmadaKindName]: KarmadaKind } = {
  ClusterOverridePolicy: kind("policy", "Cluster", OVERRIDE, ["overrideRules"]),
  ClusterPropagationPolicy: kind("policy", "Cluster", PROPAGATION, ["resourceSelectors"]),
  ClusterTaintPolicy: kind(
    "policy",
    "Cluster",
    { addOnConditions: ANY, removeOnConditions: ANY, taints: ANY, targetClusters: ANYTHING },
    ["taints"],
  ),
  CronFederatedHPA: kind("autoscaling", "Namespaced", { rules: ANY, scaleTargetRef: ANYTHING }, [
    "rules",
    "scaleTargetRef",
  ]),
  FederatedHPA: kind(
    "autoscaling",
    "Namespaced",
    { behavior: ANYTHING, maxReplicas: ANYTHING, metrics: ANY, minReplicas: ANYTHING, scaleTargetRef: ANYTHING },
    ["maxReplicas", "scaleTargetRef"],
  ),
  MultiClusterIngress: kind(
    "networking",
    "Namespaced",
    { defaultBackend: ANYTHING, ingressClassName: ANYTHING, rules: ANY, tls: ANY },
    [],
  ),
  MultiClusterService: kind(
    "networking",
    "Namespaced",
    { consumerClusters: ANY, ports: ANY, providerClusters: ANY, types: ANY },
    ["types"],
  ),
  OverridePolicy: kind("policy", "Namespaced", OVERRIDE, ["overrideRules"]),
  PropagationPolicy: kind("policy", "Namespaced", PROPAGATION, ["resourceSelectors"]),
  Remedy: kind("remedy", "Cluster", { actions: ANY, clusterAffinity: ANYTHING, decisionMatches: ANY }, []),
  ResourceInterpreterCustomization: kind("config", "Cluster", { customizations: ANYTHING, target: ANYTHING }, [
    "customizations",
    "target",
  ]),
  WorkloadRebalancer: kind("apps", "Cluster", { ttlSecondsAfterFinished: ANYTHING, workloads: ANY }, ["workloads"]),
};

function kind(group: string, scope: KarmadaKind["scope"], spec: FieldShapes, required: readonly string[]): KarmadaKind {
  return { apiVersion: `${group}.karmada.io/v1alpha1`, scope, spec, required };
}
