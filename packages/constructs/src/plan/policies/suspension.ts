import type { Reason } from "../model/left-out";
import type { Policy } from "./policies";

const SUSPENDED: Reason = { by: "suspension", reason: "its policy suspends dispatching to it" };

/**
 * Reasons that keep new work off a member, by its name; undefined if a policy suspends nothing.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/controllers/binding/common.go (`shouldSuspendDispatching`)
 */
export function suspensionOf({ spec }: Policy): ((member: string) => Reason | undefined) | undefined {
  const { dispatching = false, dispatchingOnClusters } = spec.suspension ?? {};
  if (dispatching) return () => SUSPENDED;
  const names = new Set(dispatchingOnClusters?.clusterNames);
  return names.size > 0 ? (member) => (names.has(member) ? SUSPENDED : undefined) : undefined;
}
