import type { Manifest } from "@fedstack/constructs/plan";

/** @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/resourceinterpreter/default/native/retain.go */
const RETAIN_REPLICAS = "resourcetemplate.karmada.io/retain-replicas";

/** Whether each member keeps its own number of a workload's replicas, such as its autoscaler's, whatever it is given. */
export function retainsReplicas({ metadata }: Pick<Manifest, "metadata">): boolean {
  const { labels } = metadata as { readonly labels?: { readonly [name: string]: string } | undefined };
  return labels?.[RETAIN_REPLICAS] === "true";
}

/** How many replicas a member is to run: as many as it is given or, where it keeps its own number, as many as it has. */
export function wantedOn(given: number, own: number | undefined, retains: boolean): number {
  return retains && given > 0 ? Math.max(1, own ?? 0) : given;
}
