import { isOfKind, RETAIN_REPLICAS } from "@fedstack/constructs/kinds";
import type { Manifest } from "@fedstack/constructs/plan";

/**
 * Whether each member keeps its own number of a workload's replicas, such as its autoscaler's, whatever it is given. Karmada
 * heeds the label for Deployments only.
 */
export function retainsReplicas(object: Manifest): boolean {
  if (!isOfKind(object, "apps/Deployment")) return false;
  const { labels } = object.metadata as { readonly labels?: { readonly [name: string]: string } | undefined };
  return labels?.[RETAIN_REPLICAS] === "true";
}

/** How many replicas a member is to run: as many as it is given or, where it keeps its own number, as many as it has. */
export function wantedOn(given: number, own: number | undefined, retains: boolean): number {
  return retains && given > 0 ? Math.max(1, own ?? 0) : given;
}
