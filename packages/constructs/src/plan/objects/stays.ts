import type { ObjectRef } from "../../kinds/identity";
import { groupKindOf, groupOf } from "../../kinds/identity";
import { isKarmadaNamespace } from "../../kinds/namespaces";

/** Groups of Karmada's own API, which it never propagates. */
const OWN_GROUPS = new Set(
  ["apps", "autoscaling", "cluster", "config", "networking", "policy", "remedy", "work"].map(
    (group) => `${group}.karmada.io`,
  ),
);

/** Other kinds that it never propagates. */
const NEVER = new Set(["Event", "events.k8s.io/Event", "coordination.k8s.io/Lease"]);

/** Kinds that affect the API server that they are in. */
const ACTING = /^(admissionregistration|apiregistration)\.k8s\.io\//;

/** Namespaces whose objects Karmada's controller manager skips by default, as regular expressions. */
export const SKIPPED_NAMESPACES: readonly string[] = ["kube-.*"];

/** Whether objects of a kind are never propagated, no matter what policies say. */
export function neverPropagated(ref: ObjectRef): boolean {
  return OWN_GROUPS.has(groupOf(ref)) || NEVER.has(groupKindOf(ref));
}

/** Whether an object also affects the API server that it is in, the federated one. */
export function actsOnItsServer(ref: ObjectRef): boolean {
  return ACTING.test(groupKindOf(ref));
}

/**
 * Why Karmada propagates nothing in a namespace, as a clause without a period.
 *
 * @param skipped value of the flag `--skipped-propagating-namespaces` of Karmada's controller manager
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/detector.go (`EventFilter`)
 */
export function keptInNamespace(namespace: string | undefined, skipped: readonly string[]): string | undefined {
  if (namespace === undefined) return undefined;
  if (isKarmadaNamespace(namespace)) return `Karmada propagates nothing in its own namespace ${namespace}`;
  return skipped.some((pattern) => new RegExp(`^${pattern}$`).test(namespace))
    ? `Karmada propagates nothing in namespace ${namespace}, unless --skipped-propagating-namespaces says otherwise`
    : undefined;
}

/** Namespaces that every Kubernetes cluster has. */
export const IN_EVERY_CLUSTER: ReadonlySet<string> = new Set([
  "default",
  "kube-node-lease",
  "kube-public",
  "kube-system",
]);
