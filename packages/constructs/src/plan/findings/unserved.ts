import { valueAt } from "../../json/json-pointer";
import { isOfKind, keyOf, told } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { podSpecPointer } from "../../kinds/pod-specs";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import type { ObjectPlan, WorkloadPlan } from "../model/plan";
import { listed } from "../report/listed";
import type { Claimed } from "./cautions";
import { connectedServices } from "./companions";

/** An object that has been planned. */
interface Planned extends Claimed {
  readonly object?: ObjectPlan | undefined;
  readonly workload?: WorkloadPlan | undefined;
}

interface BalancedSpec {
  readonly type?: string;
  readonly selector?: { readonly [key: string]: unknown };
}

/**
 * Services with an address of their own that are on members where nothing runs that they select: their names have those
 * addresses, too. What a MultiClusterService connects may be served from other members.
 *
 * @param planned the objects to tell about
 * @param landed all objects that are propagated
 * @param all these and the others
 */
export function unserved(
  planned: readonly Planned[],
  landed: readonly Planned[],
  all: readonly Manifest[],
): readonly Finding[] {
  const balanced = planned.filter(
    ({ ref, manifest }) => isOfKind(ref, "Service") && specOf(manifest).type === "LoadBalancer",
  );
  if (balanced.length === 0) return [];
  const connected = connectedServices(all);
  const byLabel = workloadsByLabel(landed);
  return balanced.flatMap(({ ref, manifest, object }) => {
    const labels = Object.entries(specOf(manifest).selector ?? {});
    if (!object || labels.length === 0 || connected.has(keyOf(ref))) return [];
    const [first, ...others] = labels.map(([key, value]) => byLabel.get(labelIn(ref, key, value)) ?? []);
    const selected = first!.filter((one) => others.every((list) => list.includes(one)));
    const [certain, possible] = [selected.map(certainMembers), selected.map(possibleMembers)];
    if (certain.includes(undefined) || possible.every((members) => members.length === 0)) return [];
    const without = object.members.filter((member) => !certain.some((members) => members!.includes(member)));
    if (without.length === 0) return [];
    const pods = listed(selected.map((one) => told(one.ref)));
    const problem = without.some((member) => possible.some((members) => members.includes(member)))
      ? `is on ${listed(without)}, of which not each runs ${pods}: one of its addresses does not answer`
      : `is on ${listed(without)}, where nothing of ${pods} runs: its address there does not answer`;
    return [warningOn(ref, problem, "place it where its pods run, or give each of these members a replica")];
  });
}

function specOf({ spec }: Manifest & { readonly spec?: unknown }): BalancedSpec {
  return (spec ?? {}) as BalancedSpec;
}

/** What runs pods, by each of the labels that those have. */
function workloadsByLabel(landed: readonly Planned[]): ReadonlyMap<string, readonly Planned[]> {
  const found = new Map<string, Planned[]>();
  for (const one of landed) {
    const pointer = podSpecPointer(one.manifest);
    if (pointer === undefined) continue;
    const labels = valueAt(one.manifest, pointer.replace(/spec$/, "metadata/labels")) ?? {};
    for (const [key, value] of Object.entries(labels)) {
      const label = labelIn(one.ref, key, value);
      found.set(label, [...(found.get(label) ?? []), one]);
    }
  }
  return found;
}

function labelIn({ namespace }: ObjectRef, key: string, value: unknown): string {
  return JSON.stringify([namespace, key, value]);
}

/** Where pods of a workload run in any case; undefined if that is not known. */
function certainMembers({ workload, object }: Planned): readonly string[] | undefined {
  if (!workload) return object?.members;
  if (workload.basis === "unknown" || workload.undecided !== undefined) return undefined;
  return namesOf(workload.assignments.filter(({ replicas, alternative = replicas }) => replicas * alternative > 0));
}

/** Where pods of a workload may run: if two members have the same claim to a replica, one of them gets it. */
function possibleMembers({ workload, object }: Planned): readonly string[] {
  if (!workload) return object?.members ?? [];
  return namesOf(workload.assignments.filter(({ replicas, alternative = replicas }) => replicas + alternative > 0));
}

function namesOf(assignments: WorkloadPlan["assignments"]): readonly string[] {
  return assignments.map(({ member }) => member);
}
