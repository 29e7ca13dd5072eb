import * as k8s from "@pulumi/kubernetes";
import { defaultNamespaces } from "./namespaces";
import type { Site } from "./site";

/** The highest that Kubernetes allows outside its own classes, which some clouds keep to the namespace kube-system. */
const HIGHEST = 1_000_000_000;

/**
 * Makes the priority class of a federation's pods: where nodes have no room, others make way. It is named for the
 * federation and, unless that has its default name, for the system namespace. So it comes after that namespace, which
 * only one federation can make.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export function createPriorityClass(site: Site, namespace: string): k8s.scheduling.v1.PriorityClass {
  const { federation } = site;
  const isDefault = namespace === defaultNamespaces(federation).system;
  return new k8s.scheduling.v1.PriorityClass(
    site.nameOf("priority"),
    {
      metadata: site.metadata(`fedstack-${isDefault ? federation : `${federation}.${namespace}`}`),
      value: HIGHEST,
      description: `Control plane and DNS of the federation ${federation}`,
    },
    site.options(),
  );
}
