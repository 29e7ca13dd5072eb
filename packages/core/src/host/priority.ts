import * as k8s from "@pulumi/kubernetes";
import type { Site } from "./site";

/** The highest that Kubernetes allows outside its own classes, which some clouds keep to the namespace kube-system. */
const HIGHEST = 1_000_000_000;

/**
 * Makes the priority class of a federation's pods: where nodes have no room, others make way. It is named for the
 * federation, so it comes after the namespace that only one federation of that name can make.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export function createPriorityClass(site: Site): k8s.scheduling.v1.PriorityClass {
  return new k8s.scheduling.v1.PriorityClass(
    site.nameOf("priority"),
    {
      metadata: site.metadata(`fedstack-${site.federation}`),
      value: HIGHEST,
      description: `Control plane and DNS of the federation ${site.federation}`,
    },
    site.options(),
  );
}
