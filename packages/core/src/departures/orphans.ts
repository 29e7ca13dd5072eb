import { isOfKind, told } from "@fedstack/constructs/kinds";
import { freeWork } from "./api";
import { type Binding, isHeld, isOn, release } from "./binding";
import {
  changing,
  evicting,
  isCopy,
  type Situation,
  type Step,
  stepToHold,
  toEvict,
  waiting,
  type Work,
} from "./steps";

/**
 * The next step by which a member leaves with everything that it has, which runs on there: it is taken off the schedule,
 * so that Karmada no longer writes its copies anew, then the copies are marked, and only then given up. The mark of a
 * Namespace works when the Cluster is deleted.
 *
 * @param keeps whether an object stays in the member, where its copy is to be marked
 */
export function nextStepFree(situation: Situation, keeps: (binding: Binding) => boolean): Step {
  const { member, bindings, works = [], isRescheduled } = situation;
  const first = stepToHold({ member, bindings, isRescheduled });
  if (first) return first;
  const movers = toEvict(bindings, member, isRescheduled);
  if (movers.length > 0) return evicting(movers, situation);
  const still = bindings.filter((one) => isOn(one, member));
  if (still.length > 0) {
    return { changes: [], lacks: still.map(({ spec }) => `${told(spec.resource)} is still placed there`), held: true };
  }
  const kept = bindings.filter(keeps);
  const copies = works.filter((work) => isNamespace(work) || kept.some((one) => isCopy(work, one)));
  const bound = copies.filter((work) => !isFree(work));
  if (bound.length > 0) {
    const changes = bound.map(({ metadata }) => freeWork(member, metadata.name!));
    return { changes, lacks: [`${bound.length} copies are being freed there`], held: true };
  }
  const held = bindings.filter((one) => isHeld(one, member));
  if (held.length > 0) return changing(held, release, member);
  const left = works.filter((work) => bindings.some((one) => isCopy(work, one)));
  return left.length > 0 ? waiting(`${left.length} copies are being given up there`) : { ...DONE };
}

const DONE: Step = { changes: [], lacks: [], held: true };

/** The copies that an earlier run freed, except those that are to stay in any case. */
export function freed(works: readonly Work[], bindings: readonly Binding[]): readonly Work[] {
  return works.filter(
    (work) =>
      work.metadata.deletionTimestamp === undefined &&
      work.spec?.preserveResourcesOnDeletion === true &&
      !bindings.some((one) => one.spec.preserveResourcesOnDeletion === true && isCopy(work, one)),
  );
}

function isNamespace({ spec }: Work): boolean {
  return (spec?.workload?.manifests ?? []).some((manifest) => isOfKind(manifest, "Namespace"));
}

/** Whether the object of a copy stays once the copy is deleted. A copy that is being deleted no longer changes. */
function isFree({ metadata, spec }: Work): boolean {
  return metadata.deletionTimestamp !== undefined || spec?.preserveResourcesOnDeletion === true;
}
