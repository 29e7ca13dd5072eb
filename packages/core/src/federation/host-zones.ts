import { isLabeledBy, ZONE_ANNOTATION } from "../kube/labels";
import type { Fault } from "../validation/errors";
import { itemsOf } from "./host-items";
import { zoneFaults, type Zoned } from "./hosted-federations";

/** A federation's namespace, as far as a host answers with what matters. */
export interface SeenNamespace {
  readonly metadata?:
    | {
        readonly labels?: Readonly<Record<string, unknown>> | null | undefined;
        readonly annotations?: Readonly<Record<string, unknown>> | null | undefined;
      }
    | null
    | undefined;
}

const OF_FEDERATIONS = "/api/v1/namespaces?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dfedstack";

/** Asks a host for the namespaces of federations. One that does not list them is not compared. */
export function namespacesOf(kubeconfig: string): Promise<readonly SeenNamespace[]> {
  return itemsOf(kubeconfig, OF_FEDERATIONS);
}

/**
 * Faults of a zone that a federation of another program has on the host, or that is around such a zone. What the other
 * one delegates is for its own program to check.
 */
export function takenZoneFaults(host: string, own: Zoned, namespaces: readonly SeenNamespace[]): Fault[] {
  if (own.answering === "nobody") return [];
  return namespaces.flatMap(({ metadata }) => {
    const name = metadata?.labels?.["app.kubernetes.io/part-of"];
    const zone = metadata?.annotations?.[ZONE_ANNOTATION];
    if (typeof name !== "string" || typeof zone !== "string" || isLabeledBy(own.name, metadata?.labels)) return [];
    return zoneFaults({ name: host }, own, { name, zone, answering: "own", delegated: [own.zone] });
  });
}
