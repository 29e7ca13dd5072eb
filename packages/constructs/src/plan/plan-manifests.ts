import { closureOf } from "./objects/closure";
import type { Placed } from "./objects/closure";
import { NOT_TAKEN } from "./model/left-out";
import { labelsOf } from "../kinds/manifest";
import type { Manifest } from "../kinds/manifest";
import type { Member } from "./model/member";
import type { ObjectPlan, Plan, WorkloadPlan } from "./model/plan";
import { byName, memberFaults, planSorted } from "./plan-replicas";
import { warningsAbout } from "./report/plan-warnings";
import { policiesAmong } from "./policies/policies";
import type { Policy } from "./policies/policies";
import { refusalsOf } from "./policies/refusals";
import { objectsIn } from "./objects/objects-in";
import { replicaCountOf } from "../kinds/replica-count";
import type { CurrentState } from "./model/replica-plan";
import { schedule } from "./scheduler/schedule";
import { rulesIn } from "./policies/scheduling-rule";
import { definitionsIn } from "../kinds/definitions";
import { refOf } from "../kinds/scope";
import { groupOf, isOfKind, keyOf } from "../kinds/identity";
import type { ObjectRef } from "../kinds/identity";

/** Options of {@link planManifests}. */
export interface PlanOptions {
  /**
   * What is known of a workload that runs already, and of the room for it.
   *
   * @default - nothing
   */
  readonly stateOf?: (workload: ObjectRef) => CurrentState | undefined;
  /**
   * Other objects of the federated API. Their policies count, and what is among them is not missing; they are not planned
   * themselves. Where an object is here, too, it is the one that is planned.
   *
   * @default - none
   */
  readonly otherManifests?: readonly unknown[];
}

/**
 * Plans where a set of objects will land: each by the policy among them that Karmada takes for it, and nowhere what a scheduling
 * policy among them refuses.
 *
 * @param given workloads, policies and all else, such as `Chart.toJson()` of cdk8s; a List stands for what it holds
 * @throws Error if two members share a name, or something that is given is not a Kubernetes object: its place and name
 * @example
 * planTable(planManifests(chart.toJson(), [{ name: "f-a-cluster" }, { name: "f-b-cluster" }]));
 */
export function planManifests(
  given: readonly unknown[],
  members: readonly Member[],
  { stateOf, otherManifests: givenOthers = [] }: PlanOptions = {},
): Plan {
  const faults = memberFaults(members);
  if (faults.length > 0) throw new Error(faults.join(" "));
  const sorted = byName(members);
  const manifests = objectsIn(given, "manifests");
  const otherManifests = objectsIn(givenOthers, "otherManifests");
  const definitions = definitionsIn([...manifests, ...otherManifests]);
  const keys = new Set(manifests.map((manifest) => keyOf(refOf(manifest, definitions))));
  const all = [...manifests, ...otherManifests.filter((manifest) => !keys.has(keyOf(refOf(manifest, definitions))))];
  const policies = policiesAmong(all);
  const rules = rulesIn(all);
  const landed = all.filter(isPropagated).map((manifest): Landed => {
    const ref = refOf(manifest, definitions);
    const [policy] = policies.claiming(manifest, ref);
    const replicas = replicaCountOf(manifest);
    const refusals = refusalsOf(rules, policies, manifest, ref);
    const refused =
      refusals.length > 0 ? { ...(policy && { policy: policy.ref }), problem: refusals.join(". ") } : undefined;
    const common = { manifest, ref, policy, refusals };
    if (replicas === undefined) {
      const object = refused ? { ...ref, ...NOWHERE, ...refused } : planObject(ref, manifest, policy, sorted);
      return { ...common, object, members: object.members };
    }
    const workload = refused
      ? { ...ref, ...NO_REPLICAS, replicas, ...refused }
      : planWorkload(ref, policy, replicas, sorted, { uid: uidOf(manifest), ...stateOf?.(ref) });
    return { ...common, workload, members: workload.members };
  });
  const planned = landed.filter(({ ref }) => keys.has(keyOf(ref)));
  const { brought, missing } = closureOf(landed);
  const workloads = planned.flatMap(({ workload }) => workload ?? []);
  const objects = planned.flatMap(({ object }) => (object ? withBrought(object, brought.get(keyOf(object))) : []));
  const lacking = missing.filter(({ neededBy }) => keys.has(keyOf(neededBy)));
  return {
    workloads,
    objects,
    missing: lacking,
    refusals: planned.flatMap(({ refusals }) => refusals),
    warnings: warningsAbout(workloads, objects, lacking),
  };
}

/** Where an object lands: as a workload, or as any other object. */
interface Landed extends Placed {
  readonly refusals: readonly string[];
  readonly workload?: WorkloadPlan;
  readonly object?: ObjectPlan;
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
  state: CurrentState,
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
      isOfKind(ref, "Namespace") && labelsOf(manifest)["namespace.karmada.io/skip-auto-propagation"] !== "true";
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
