import { isDeepStrictEqual } from "node:util";
import type { Member } from "@fedstack/constructs/plan";
import { APPLIED_PLACEMENT } from "../karmada/names";
import type { Question } from "../kubeconfig/ask";
import { type Binding, patchOf } from "./binding";
import { type Shares, sharesOf, targets, withoutSurplus } from "./shares";

/** The scheduler is kept from a workload. */
const BEGUN = "true";
/** The same, after an earlier run has not brought it to its placement. */
const RESUMED = "again";
/** The scheduler is not kept from it, and it has still not come to its placement. */
const OPEN = "open";

/** Annotation of a binding with one of these, by the program of a field manager. */
function annotationOf(manager: string): string {
  return `rebalance.fedstack.dev/${manager}`;
}

/** Whether the program keeps the scheduler from a workload. */
export function isBegun(binding: Binding, manager: string): boolean {
  return [BEGUN, RESUMED].includes(markOf(binding, manager) ?? "");
}

/** Whether an earlier run has not brought a workload to its placement, so that this one is to go on. */
export function isOpen(binding: Binding, manager: string): boolean {
  return markOf(binding, manager) === OPEN;
}

/** Keeps the scheduler from a workload. */
export function begun(binding: Binding, manager: string): Question {
  const mark = isOpen(binding, manager) ? RESUMED : BEGUN;
  return patchOf(binding, { suspension: { scheduling: true } }, { [annotationOf(manager)]: mark });
}

/** Gives members their shares of a workload, and lets the scheduler divide again. */
export function ended(binding: Binding, shares: Shares, manager: string): Question {
  const suspension = { scheduling: null };
  return patchOf(binding, { clusters: targets(shares), suspension }, { [annotationOf(manager)]: null });
}

/**
 * Forgets that an earlier run has not brought a workload to its placement.
 *
 * @param at when the scheduler is to divide it anew; without it, it stays where it is
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/binding.go (`RescheduleRequired`)
 */
export function closed(binding: Binding, manager: string, at?: Date): Question {
  const rescheduleTriggeredAt = at?.toISOString().replace(/\.\d+Z$/, "Z");
  return patchOf(binding, { ...(at && { rescheduleTriggeredAt }) }, { [annotationOf(manager)]: null });
}

/**
 * Ends what a run began: replicas beyond all that there are to be are given up, first what does not serve, and the
 * scheduler may divide again.
 */
export function endAll(bindings: readonly Binding[], members: readonly Member[], manager: string): Question[] {
  return bindings
    .filter((one) => isBegun(one, manager))
    .map((one) => {
      const { metadata, spec } = asEnded(one, members, manager);
      const { [annotationOf(manager)]: mark = null, [APPLIED_PLACEMENT]: applied } = metadata.annotations!;
      const annotations = { [annotationOf(manager)]: mark, ...(mark !== null && { [APPLIED_PLACEMENT]: applied! }) };
      return patchOf(one, { clusters: spec.clusters, suspension: { scheduling: null } }, annotations);
    });
}

/**
 * A workload as it is when that is ended. Where its placement has changed meanwhile, the scheduler would divide it at once,
 * unless it took the new placement for the one that it has followed. So it stays, and the next run goes on.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/helper.go (`placementChanged`)
 */
export function asEnded(binding: Binding, members: readonly Member[], manager: string): Binding {
  if (!isBegun(binding, manager)) return binding;
  const { metadata, spec } = binding;
  const { [annotationOf(manager)]: mark, ...others } = metadata.annotations!;
  const goesOn = mark === RESUMED || isPlacedAnew(binding);
  const open = { [annotationOf(manager)]: OPEN, [APPLIED_PLACEMENT]: JSON.stringify(spec.placement) };
  return {
    ...binding,
    metadata: { ...metadata, annotations: { ...others, ...(goesOn && open) } },
    spec: {
      ...spec,
      clusters: targets(withoutSurplus(binding, sharesOf(binding), members)),
      suspension: { ...spec.suspension, scheduling: undefined },
    },
  };
}

function markOf({ metadata: { annotations = {} } }: Binding, manager: string): string | undefined {
  return annotations[annotationOf(manager)];
}

/** Whether the scheduler has not followed a workload's placement yet. */
function isPlacedAnew({ metadata: { annotations = {} }, spec: { placement } }: Binding): boolean {
  const applied = annotations[APPLIED_PLACEMENT];
  return applied !== undefined && !isDeepStrictEqual(JSON.parse(applied), placement);
}
