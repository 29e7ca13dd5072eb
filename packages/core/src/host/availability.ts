import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type { Site } from "./site";

const TOPOLOGIES = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];

/**
 * Spreads pods over nodes and zones, where there are several.
 *
 * @param labels labels of the pods
 * @param revision label that tells the pods of one rollout from those of another, if there is one
 */
export function spread(labels: Record<string, string>, revision?: string): inputs.core.v1.TopologySpreadConstraint[] {
  return TOPOLOGIES.map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
    matchLabelKeys: revision === undefined ? undefined : [revision],
  }));
}

/**
 * Lets no more than one of several pods at a time be evicted, for example when nodes are drained.
 *
 * @param unhealthy whether pods that are not ready may always be evicted, or only while enough others are ready
 */
export function limitDisruption(
  site: Site,
  name: string,
  labels: Record<string, string>,
  unhealthy: "AlwaysAllow" | "IfHealthyBudget",
): void {
  new k8s.policy.v1.PodDisruptionBudget(
    site.nameOf(name),
    {
      metadata: site.metadata(name),
      spec: { maxUnavailable: 1, selector: { matchLabels: labels }, unhealthyPodEvictionPolicy: unhealthy },
    },
    site.options(),
  );
}
