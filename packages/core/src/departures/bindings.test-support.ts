import type { Binding } from "./binding";

/** A binding of a Deployment `web` as the program of `fedstack` sees it, with what differs from one without replicas. */
export function bindingOf(spec: Partial<Binding["spec"]>, status: Binding["status"] = {}): Binding {
  const resource = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "default" };
  return {
    holder: "fedstack",
    metadata: { name: "web-deployment", namespace: "default", generation: 3, resourceVersion: "7" },
    spec: { resource, ...spec },
    status,
  };
}

/** Annotations of a binding whose object the policy `web` places. */
export const PLACED_BY_WEB = {
  "propagationpolicy.karmada.io/name": "web",
  "propagationpolicy.karmada.io/namespace": "default",
};

/** A placement that divides replicas by the weights of members. */
export function dividedBy(weights: Readonly<Record<string, number>>): NonNullable<Binding["spec"]["placement"]> {
  const staticWeightList = Object.entries(weights).map(([name, weight]) => ({
    targetCluster: { clusterNames: [name] },
    weight,
  }));
  const weightPreference = { staticWeightList };
  const replicaScheduling = {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference,
  };
  return { replicaScheduling };
}
