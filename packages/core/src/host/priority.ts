import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Site } from "./site";

/** The highest that Kubernetes allows outside its own classes, which some clouds keep to the namespace kube-system. */
const HIGHEST = 1_000_000_000;

/**
 * Makes the priority class of a federation's pods: where nodes have no room, others make way.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export function createPriorityClass(site: Site): pulumi.Output<string> {
  const { metadata } = new k8s.scheduling.v1.PriorityClass(
    site.nameOf("priority"),
    {
      metadata: site.metadata(`fedstack-${site.federation}`),
      value: HIGHEST,
      description: `Control plane and DNS of the federation ${site.federation}`,
    },
    site.options(),
  );
  return metadata.name;
}
