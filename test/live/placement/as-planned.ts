import { planManifests } from "@fedstack/constructs/plan";
import type { Manifest, Member, ObjectPlan, WorkloadPlan } from "@fedstack/constructs/plan";
import { definitionsIn } from "../../../packages/constructs/src/kinds/definitions";
import { refOf } from "../../../packages/constructs/src/kinds/scope";
import { overridesAmong } from "../../../packages/constructs/src/plan/overrides/override-policies";
import { changeable, replicasOf } from "./random-kinds";

/** What members get of an object, by name: its replicas, its image and the label of an override. */
export type Served = Readonly<Record<string, string>>;

/** What was seen of an object. */
export interface Seen {
  readonly served: Served;
  /** Whether the scheduler has decided. */
  readonly isDecided: boolean;
}

/** What the plan says of an object: that members get exactly this, nothing, or any of it. */
export interface Promised {
  readonly kind: "exact" | "nowhere" | "open";
  readonly served: Served;
  readonly plan: WorkloadPlan | ObjectPlan;
  /** Whether the plan waits for Karmada's own scheduler to decide. */
  readonly awaitsScheduler: boolean;
}

/**
 * Plans for an object and for what its pods read, which comes along where the object goes.
 *
 * @param own the object first
 */
export function promisesOf(
  own: readonly Manifest[],
  policies: readonly Manifest[],
  fleet: readonly Member[],
  capacity: { readonly [member: string]: number },
): readonly Promised[] {
  const [object] = own;
  const { workloads, objects } = planManifests([...own, ...policies], fleet, { stateOf: () => ({ capacity }) });
  const plans = [...workloads, ...objects];
  const planOf = (one: Manifest): WorkloadPlan | ObjectPlan =>
    plans.find(({ kind, name }) => kind === one.kind && name === one.metadata.name)!;
  const planned = planOf(object!);
  const isOpen = planned.undecided !== undefined || basisOf(planned) === "unknown";
  const overrides = overridesAmong(policies);
  return own.map((one): Promised => {
    const plan = planOf(one);
    const overridden = overrides(one, refOf(one, definitionsIn([])));
    const landed = (member: Member): Manifest => {
      const given = overridden?.on(member, one) ?? { manifest: one };
      if ("problem" in given)
        throw new Error(`${one.metadata.name} is planned on ${member.name}, but ${given.problem}`);
      return given.manifest;
    };
    const counts = new Map(
      "assignments" in plan
        ? plan.assignments.map(({ member, replicas }) => [member, replicas])
        : plan.members.map((member) => [member, 1]),
    );
    const receiving = fleet.filter(({ name }) => (counts.get(name) ?? 0) > 0);
    const served = isOpen
      ? {}
      : Object.fromEntries(
          receiving.map((member) => [member.name, described(landed(member), counts.get(member.name)!)]),
        );
    const kind = isOpen ? "open" : receiving.length > 0 ? "exact" : "nowhere";
    return { kind, served, plan, awaitsScheduler: one === object && plan.undecided === undefined };
  });
}

/** What a member that gets an object runs, in a line; undefined if that is nothing. */
export function servedOf(manifest: Manifest): string | undefined {
  const replicas = replicasOf(manifest);
  // With 0 replicas, it makes no difference whether a member has the empty workload.
  return replicas === 0 ? undefined : described(manifest, replicas);
}

/** Whether what was seen is what the plan says. */
export function isKept({ kind, served, plan, awaitsScheduler }: Promised, seen: Seen): boolean {
  if (kind !== "open") return sorted(seen.served) === sorted(served);
  return (seen.isDecided || !awaitsScheduler) && Object.keys(seen.served).every((name) => plan.members.includes(name));
}

function described(manifest: Manifest, replicas: number): string {
  return `${replicas} ${changeable(manifest)}`.trim();
}

function basisOf(plan: WorkloadPlan | ObjectPlan): string | undefined {
  return "basis" in plan ? plan.basis : undefined;
}

function sorted(served: Served): string {
  return JSON.stringify(Object.entries(served).sort(([a], [b]) => (a < b ? -1 : 1)));
}
