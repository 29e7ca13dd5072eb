import type { ComponentArgs } from "../host/component";
import type { AddOnName } from "../karmada/component";

/** Components of Karmada that a federation has only if it asks for them. `true` runs one as it is. */
export interface AddOnsArgs {
  /**
   * Estimators: for each member in push mode, pods on the host that watch the member's nodes and pods. By them, the scheduler
   * knows how many more replicas a member has room for, node by node, where a placement divides by free capacity, packs or
   * overflows. Without, it knows only what the member reports every ten seconds, rounded down to sizes of nodes.
   *
   * A member in pull mode has none, because nothing connects to it.
   *
   * @default false
   * @see https://karmada.io/docs/userguide/scheduling/scheduler-estimator
   */
  readonly estimators?: boolean | ComponentArgs | undefined;
  /**
   * The descheduler, which takes replicas of Deployments away from members where no node has had room for them in five minutes, so
   * that the scheduler gives them to others. Only of placements that divide by free capacity, or pack. It needs
   * `estimators`.
   *
   * @default false
   * @see https://karmada.io/docs/userguide/scheduling/descheduler
   */
  readonly descheduler?: boolean | ComponentArgs | undefined;
  /**
   * The metrics adapter, by which the federated API has the metrics of pods in all members in push mode. A `FederatedHPA` needs
   * it, and each member a metrics server.
   *
   * @default false
   * @see https://karmada.io/docs/userguide/autoscaling/federatedhpa
   */
  readonly metricsAdapter?: boolean | ComponentArgs | undefined;
}

/** The add-ons that a federation asks for. */
export function addOnNames(addOns: AddOnsArgs = {}): readonly AddOnName[] {
  return (Object.keys(addOns) as AddOnName[]).filter((name) => (addOns[name] ?? false) !== false);
}
