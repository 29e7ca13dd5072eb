import { belongsTo, BY_BINDING, told } from "@fedstack/constructs/kinds";
import type { Manifest, Member } from "@fedstack/constructs/plan";
import type { Question } from "../kubeconfig/ask";
import {
  type Binding,
  bindingKey,
  evict,
  hold,
  isDependency,
  isHeld,
  isOn,
  isScheduledOn,
  putBack,
  release,
  reportOf,
  requirementsOn,
} from "./binding";
import { isUnschedulable, lackElsewhere } from "./elsewhere";
import { retainsReplicas } from "./own-replicas";
import { type Role, roleOf } from "./roles";
import { sharesWith, targets, targetsWithout } from "./shares";

/** A copy of an object that a member has, as far as the federated API knows. */
export interface Work {
  readonly metadata: {
    readonly name?: string | undefined;
    readonly deletionTimestamp?: string | undefined;
    readonly finalizers?: readonly string[] | undefined;
    readonly annotations?: { readonly [name: string]: string } | undefined;
  };
  /** The object itself. */
  readonly spec?:
    | {
        readonly workload?: { readonly manifests?: readonly Manifest[] | undefined } | undefined;
        /** Whether the member gets no change of the object. */
        readonly suspendDispatching?: boolean | undefined;
        /** Whether the object stays in the member once the copy is deleted. */
        readonly preserveResourcesOnDeletion?: boolean | undefined;
      }
    | undefined;
}

/** What the federated API says about one member. */
export interface Situation {
  readonly member: string;
  /** The members that stay in use. */
  readonly staying: readonly Member[];
  /** The bindings of everything that moves. */
  readonly bindings: readonly Binding[];
  /** The copies in the member; undefined if the member does not respond, so that nothing can be deleted there. */
  readonly works: readonly Work[] | undefined;
  /** Whether the program is about to change where an object is placed. */
  readonly isRescheduled: (binding: Binding) => boolean;
  /** Whether nobody remembers the member's addresses any more. */
  readonly forgotten: boolean;
}

/** What to do next, and what is missing until the member has nothing left. */
export interface Step {
  readonly changes: readonly Question[];
  readonly lacks: readonly string[];
  /** Whether the member's copies are kept, whatever the program changes from now on. */
  readonly held: boolean;
}

/** Roles whose copies are given up together. */
const ORDER: readonly (readonly Role[])[] = [["workload"], ["name", "companion"], ["dependency"]];

/**
 * The next step by which everything leaves a member without being missed: everything is held there, runs elsewhere, and
 * only then goes. It depends only on what the federated API says, so that a program can go on where another one stopped.
 */
export function nextStep(situation: Situation): Step {
  const { member, bindings, works, isRescheduled, forgotten } = situation;
  const of = (...roles: readonly Role[]): readonly Binding[] => bindings.filter((one) => roles.includes(roleOf(one)));
  const scheduled = (list: readonly Binding[]): readonly Binding[] => toEvict(list, member, isRescheduled);
  const held = (list: readonly Binding[]): readonly Binding[] => list.filter((one) => isHeld(one, member));

  const isRetained = (one: Binding): boolean =>
    (works ?? []).some((work) => isCopy(work, one) && (work.spec?.workload?.manifests ?? []).some(retainsReplicas));

  const first = stepToHold({ member, bindings, isRescheduled });
  if (first) return first;
  const movers = scheduled(of("workload", "companion"));
  if (movers.length > 0) return evicting(movers, situation);
  const lacksOf = (list: readonly Binding[]): readonly string[] =>
    list.flatMap((one) =>
      isRescheduled(one)
        ? [`${told(one.spec.resource)} is still placed there`]
        : (lackElsewhere(one, member, isRetained(one)) ?? []),
    );
  const stillHere = lacksOf(held(of("workload")));
  if (stillHere.length > 0) return { changes: [], lacks: stillHere, held: true };
  const named = scheduled(of("name"));
  if (named.length > 0) return { ...evicting(named, situation), held: true };
  // What can be on no other member goes, as nothing runs by it.
  const companions = held(of("name", "companion")).filter((one) => isRescheduled(one) || !isUnschedulable(one));
  const notThere = lacksOf(companions);
  if (notThere.length > 0) return { changes: [], lacks: notThere, held: true };
  if (held(of("workload", "name")).length > 0 && !forgotten) return waiting("its addresses are still remembered");
  for (const roles of ORDER) {
    const group = of(...roles);
    if (held(group).length > 0) return changing(held(group), release, member);
    const left = works && group.filter((one) => works.some((work) => isCopy(work, one)));
    if (left && left.length > 0) return waiting(`${left.length} copies are being deleted there`);
  }
  return { changes: [], lacks: [], held: true };
}

/** Holds what could be off the member's schedule at once; undefined if it is held already. */
export function stepToHold({
  member,
  bindings,
  isRescheduled,
}: Pick<Situation, "member" | "bindings" | "isRescheduled">): Step | undefined {
  const unheld = bindings.filter((one) => isOn(one, member) && !isHeld(one, member));
  // What is held can be off the schedule at once, and what it needs would be, too.
  const [needed, rescheduled] = [unheld.filter(isDependency), unheld.filter(isRescheduled)];
  const first = needed.length > 0 ? needed : rescheduled;
  return first.length > 0 ? { ...changing(first, hold, member), held: false } : undefined;
}

/** Takes objects off a member's schedule in a way that takes nothing from the members that stay. */
export function evicting(
  bindings: readonly Binding[],
  { member, staying }: Pick<Situation, "member" | "staying">,
): Step {
  const evictOne = (one: Binding): Question => evict(one, member, targetsWithout(one, member, staying));
  return { ...changing(bindings, evictOne, member), held: false };
}

/** What is on a member's schedule, but for what the program is about to place elsewhere. */
export function toEvict(
  bindings: readonly Binding[],
  member: string,
  isRescheduled: Situation["isRescheduled"],
): readonly Binding[] {
  return bindings.filter((one) => isScheduledOn(one, member) && !(isHeld(one, member) && isRescheduled(one)));
}

/**
 * The next step by which everything that is held on a member is scheduled there again: first what others follow, or its
 * copy would run without what it needs. What the program is about to place there again is held until then, or the
 * scheduler would take it away.
 */
export function nextStepBack({
  member,
  staying,
  bindings,
  isRescheduled,
}: Pick<Situation, "member" | "staying" | "bindings" | "isRescheduled">): Step {
  const back = (one: Binding): Question => {
    const all = sharesWith(one, member, staying);
    return putBack(one, member, all && targets(all));
  };
  const held = bindings.filter((one) => isHeld(one, member));
  const leaders = held.filter((one) => !isDependency(one));
  const ready = leaders.filter((one) => !isRescheduled(one));
  if (ready.length > 0) return { ...changing(ready, back, member), held: false };
  if (leaders.length > 0) {
    return {
      changes: [],
      lacks: leaders.map(({ spec }) => `${told(spec.resource)} is not placed there yet`),
      held: true,
    };
  }
  const there = new Set(
    bindings.filter((one) => isScheduledOn(one, member)).map(({ metadata }) => bindingKey(metadata)),
  );
  const follows = (one: Binding): boolean => {
    const known = new Set(requirementsOn(one, member).map(bindingKey));
    return (one.spec.requiredBy ?? []).every(
      (needing) => !there.has(bindingKey(needing)) || known.has(bindingKey(needing)),
    );
  };
  return held.length === 0 ? { changes: [], lacks: [], held: true } : changing(held, back, member, follows);
}

/** Whether a member's part in the names of Services has just ended, or is ending. */
export function isWithdrawn({ member, bindings }: Pick<Situation, "member" | "bindings">): boolean {
  return bindings.some(
    (one) => roleOf(one) === "name" && isHeld(one, member) && !isScheduledOn(one, member) && hasAddress(one, member),
  );
}

function hasAddress(binding: Binding, member: string): boolean {
  const reported = reportOf(binding, member)?.status as
    { readonly loadBalancer?: { readonly ingress?: readonly unknown[] | undefined } | undefined } | undefined;
  return (reported?.loadBalancer?.ingress ?? []).length > 0;
}

export function changing(
  bindings: readonly Binding[],
  change: (binding: Binding, member: string) => Question,
  member: string,
  isReady: (binding: Binding) => boolean = () => true,
): Step {
  return {
    changes: bindings.filter(isReady).map((one) => change(one, member)),
    lacks: bindings.map(({ spec }) => `${told(spec.resource)} is being moved`),
    held: true,
  };
}

export function waiting(text: string): Step {
  return { changes: [], lacks: [text], held: true };
}

/** Whether a copy is one of a binding's object. */
export function isCopy({ metadata: { annotations = {} } }: Work, { metadata }: Binding): boolean {
  return belongsTo(annotations, BY_BINDING, metadata);
}
