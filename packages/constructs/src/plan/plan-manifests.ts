import { closureOf } from "./closure";
import type { Placed } from "./closure";
import { NOT_TAKEN } from "./left-out";
import { definitionsIn, groupOf, keyOf, labelsOf, refOf } from "./manifest";
import type { Manifest, ObjectRef } from "./manifest";
import type { Member } from "./member";
import type { ObjectPlan, Plan, WorkloadPlan } from "./plan";
import { byName, memberFaults, planSorted } from "./plan-replicas";
import { warningsAbout } from "./plan-warnings";
import { policiesAmong } from "./policies";
import type { Policy } from "./policies";
import { refusalsOf } from "./refusals";
import { replicaCountOf } from "./replica-count";
import type { PresentState } from "./replica-plan";
import { schedule } from "./schedule";
import { rulesIn } from "./scheduling-rule";

/** Options of {@link planManifests}. */
export interface PlanOptions {
  /**
   * What is known of a workload that runs already, and of the room for it.
   *
   * @default - nothing
   */
  readonly stateOf?: (workload: ObjectRef) => PresentState | undefined;
}

/**
 * Plans where a set of objects will land: each by the policy among them that Karmada takes for it, and nowhere what a scheduling
 * policy among them refuses.
 *
 * @param manifests workloads, policies and all else, such as `Chart.toJson()` of cdk8s
 * @throws Error if two members share a name
 * @example
 * planTable(planManifests(chart.toJson(), [{ name: "f-a-cluster" }, { name: "f-b-cluster" }]));
 */
export function planManifests(
  manifests: readonly Manifest[],
  members: readonly Member[],
  { stateOf }: PlanOptions = {},
): Plan {
  const faults = memberFaults(members);
  if (faults.length > 0) throw new Error(faults.join(" "));
  const sorted = byName(members);
  const definitions = definitionsIn(manifests);
  const policies = policiesAmong(manifests);
  const rules = rulesIn(manifests);
  const workloads: WorkloadPlan[] = [];
  const objects: ObjectPlan[] = [];
  const placed: Placed[] = [];
  const refusals: string[] = [];
  for (const manifest of manifests.filter(isPropagated)) {
    const ref = refOf(manifest, definitions);
    const policy = policies.taken(manifest, ref);
    const replicas = replicaCountOf(manifest);
    const against = refusalsOf(rules, policies, manifest, ref);
    refusals.push(...against);
    const refused =
      against.length > 0 ? { ...(policy && { policy: policy.ref }), problem: against.join(". ") } : undefined;
    if (replicas === undefined) {
      const plan = refused ? { ...ref, ...NOWHERE, ...refused } : planObject(ref, manifest, policy, sorted);
      objects.push(plan);
      placed.push({ manifest, ref, policy, members: plan.members });
    } else {
      const state = { uid: uidOf(manifest), ...stateOf?.(ref) };
      const plan = refused
        ? { ...ref, ...NO_REPLICAS, replicas, ...refused }
        : planWorkload(ref, policy, replicas, sorted, state);
      workloads.push(plan);
      placed.push({ manifest, ref, policy, members: plan.members });
    }
  }
  const { brought, missing } = closureOf(placed);
  const complete = objects.map((object) => withBrought(object, brought.get(keyOf(object))));
  return { workloads, objects: complete, missing, refusals, warnings: warningsAbout(workloads, complete, missing) };
}

/** Whether an object is for members, not for the federated API alone. */
function isPropagated(manifest: Manifest): boolean {
  return !/(^|\.)karmada\.io$|^(admission|api)registration\.k8s\.io$/.test(groupOf(manifest));
}

function uidOf({ metadata }: Manifest): string | undefined {
  return metadata.uid as string | undefined;
}

function planWorkload(
  ref: ObjectRef,
  policy: Policy | undefined,
  replicas: number,
  members: readonly Member[],
  state: PresentState,
): WorkloadPlan {
  if (!policy) return { ...ref, ...NO_REPLICAS, replicas, problem: NO_POLICY };
  const plan = planSorted({ ...state, name: ref.name, replicas, placement: policy.spec.placement, members });
  return { ...ref, policy: policy.ref, ...plan };
}

const NO_POLICY = "no policy selects it";
const NOWHERE = { members: [], leftOut: [] };
const NO_REPLICAS = { ...NOWHERE, basis: "placement", assignments: [], total: 0, unknownMembers: [] } as const;

/** Karmada gives every member each namespace that does not say otherwise, and other objects by their policies. */
function planObject(
  ref: ObjectRef,
  manifest: Manifest,
  policy: Policy | undefined,
  members: readonly Member[],
): ObjectPlan {
  if (!policy) {
    const everywhere =
      ref.kind === "Namespace" && labelsOf(manifest)["namespace.karmada.io/skip-auto-propagation"] !== "true";
    if (everywhere) return { ...ref, members: members.map(({ name }) => name), leftOut: [] };
    return { ...ref, ...NOWHERE, problem: NO_POLICY };
  }
  const { selected, leftOut, problem } = schedule({ ...ref, replicas: 0, members }, policy.spec.placement ?? {});
  const taken = new Set(selected.map(({ name }) => name));
  const without = members.map(({ name }) => name).filter((name) => !taken.has(name));
  return {
    ...ref,
    policy: policy.ref,
    members: [...taken].sort(),
    leftOut: without.flatMap((member) => {
      const reason = leftOut.get(member) ?? (problem === undefined ? NOT_TAKEN : undefined);
      return reason ? [{ member, ...reason }] : [];
    }),
    ...(problem !== undefined && { problem }),
  };
}

function withBrought(object: ObjectPlan, brought: ReadonlySet<string> | undefined): ObjectPlan {
  if (!brought) return object;
  return {
    ...object,
    members: [...new Set([...object.members, ...brought])].sort(),
    leftOut: object.leftOut.filter(({ member }) => !brought.has(member)),
    problem: undefined,
  };
}
