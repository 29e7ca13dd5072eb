import { describes, keyOf, told } from "@fedstack/constructs/kinds";
import type { Plan } from "@fedstack/constructs/plan";
import type { Binding } from "../departures/binding";
import { retainsReplicas } from "../departures/own-replicas";
import { Placements } from "../departures/placements";
import { isCopy, type Work } from "../departures/steps";
import type { Question } from "../kubeconfig/ask";
import type { Fault } from "../validation/errors";
import { lackAfterChange } from "./health";
import { holdBack, holdsBack } from "./held-back";
import { type Deploys, heldChanges, type Look, type Placed } from "./look";

/** What to do next, and what is missing, as clauses. */
export interface Step {
  readonly changes: readonly Question[];
  readonly lacks: readonly string[];
}

/**
 * The next step by which exactly these members are held back from what the policies of a call place. Done when their
 * copies are held back: what changes before reaches them.
 *
 * @param worksOf the copies in a member
 */
export function stepToHoldBack(
  { policies, bindings }: Placed,
  members: readonly string[],
  worksOf: (member: string) => readonly Work[],
  manager: string,
): Step {
  const others = policies.filter((one) => !holdsBack(one, members));
  if (others.length > 0) {
    return {
      changes: others.map((one) => holdBack(one, members, manager)),
      lacks: others.map(({ metadata }) => `the policy ${metadata.name} is being changed`),
    };
  }
  const lacks = bindings.flatMap((one) => {
    const names = one.spec.suspension?.dispatchingOnClusters?.clusterNames ?? [];
    const free = members.filter(
      (member) => !names.includes(member) || worksOf(member).some((work) => isLoose(work, one)),
    );
    return free.length > 0 ? [`${told(one.spec.resource)} is not held back from ${free.join(", ")}`] : [];
  });
  return { changes: [], lacks };
}

function isLoose(work: Work, binding: Binding): boolean {
  return isCopy(work, binding) && work.spec?.suspendDispatching !== true;
}

/**
 * Says what keeps everything that a call places from running as it is in the federated API, on the members that have the
 * change.
 *
 * @param ill names of the members that do not respond
 */
export function lacksAfterChange(
  { bindings, held }: Placed,
  { plan, objects }: Pick<Deploys, "plan" | "objects">,
  generations: ReadonlyMap<string, number>,
  ill: readonly string[],
): readonly string[] {
  const matters = (member: string): boolean => !held.includes(member) && !ill.includes(member);
  const unscheduled = plan.workloads.filter(
    (one) =>
      one.policy !== undefined &&
      one.members.length > 0 &&
      objects.some((object) => describes(object, one.policy!)) &&
      !bindings.some(({ spec }) => keyOf(spec.resource) === keyOf(one)),
  );
  return [
    ...unscheduled.map((one) => `${told(one)} is not scheduled yet`),
    ...bindings.flatMap((one) => {
      const { resource } = one.spec;
      const retains = objects.some((object) => describes(object, resource) && retainsReplicas(object));
      return lackAfterChange(one, matters, generations.get(keyOf(resource)), retains) ?? [];
    }),
  ];
}

/**
 * What cannot change while members are held back: Karmada keeps changes from them, but not deletions, so that a member
 * may lose replicas before another one starts them.
 *
 * @param path the call, as errors name it
 * @param staying names of the members that keep what they have
 * @see https://github.com/karmada-io/karmada/issues/6763
 */
export function togetherFaults(
  path: string,
  look: Look,
  { plan, objects }: { readonly plan: Plan; readonly objects: Deploys["objects"] },
  staying: readonly string[],
): Fault[] {
  const replaced = look.changes.filter(({ isReplaced }) => isReplaced);
  const faults = replaced.map(({ object }): Fault => ({
    path: `${path}: ${object.kind} ${object.metadata.name}`,
    problem: "cannot be changed in place, and would be deleted on all members at once",
    remedy: "give it another name, or change it in an up without waves",
  }));
  if (heldChanges(look).length === 0 && look.held.length === 0) return faults;
  const scaled = look.changes.filter(({ isNew, replicas }) => replicas && !isNew);
  const placements = new Placements({ plans: [plan], objects });
  return [
    ...faults,
    ...look.bindings.flatMap((one): Fault[] => {
      const { resource } = one.spec;
      const left = leftBy(one, staying);
      const what = scaled.some(({ object }) => describes(object, resource))
        ? "the number of its replicas changes"
        : placements.isChanged(one)
          ? "its placement changes"
          : left && `it leaves ${left}`;
      if (what === undefined) return [];
      const problem = `${what} while members are held back from another change`;
      return [{ path: `${path}: ${told(resource)}`, problem, remedy: "make the two changes in an up each" }];
    }),
  ];
}

/** A member that an object is about to leave, or leaves. */
function leftBy({ spec }: Binding, staying: readonly string[]): string | undefined {
  const leaving = (spec.clusters ?? []).find(({ name }) => !staying.includes(name))?.name;
  return leaving ?? spec.gracefulEvictionTasks?.[0]?.fromCluster;
}
