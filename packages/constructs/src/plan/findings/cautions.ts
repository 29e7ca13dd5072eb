import { RELEASE, RETAIN_REPLICAS } from "../../karmada";
import { isOfKind, keyOf, told } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { interpreterOf, replicaCountOf } from "../../kinds/replicas";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import type { ObjectPlan } from "../model/plan";
import type { Policy } from "../policies/policies";
import { listed } from "../report/listed";
import { divisionOf } from "../scheduler/strategy";

/** An object and the policy that propagates it. */
export interface Claimed {
  readonly manifest: Manifest;
  readonly ref: ObjectRef;
  readonly policy?: Policy | undefined;
}

/** An object that has been planned. */
interface Planned extends Claimed {
  readonly members: readonly string[];
  readonly object?: ObjectPlan | undefined;
}

/** What lands in a way that is probably a mistake: replicas that are not divided, or land apart from what they need. */
export function cautionsAbout(planned: readonly Planned[]): readonly Finding[] {
  return [...planned.flatMap(undivided), ...apart(planned)];
}

function undivided({ manifest, ref, policy, members }: Planned): readonly Finding[] {
  if (!policy || divisionOf(policy.spec.placement ?? {}) === "duplicated" || members.length < 2) return [];
  const count = replicaCountOf(manifest);
  if (count && "divisible" in count) {
    return count.divisible || isOfKind(ref, "Pod")
      ? []
      : [warningOn(ref, "Karmada does not divide this kind: each member that gets a share of it runs all of it")];
  }
  const everywhere = `each of ${listed(members)} gets all of them`;
  if (interpreterOf(manifest)?.components) {
    const feature = "with its alpha feature MultiplePodTemplatesScheduling only";
    return [warningOn(ref, `Karmada counts the replicas of this kind ${feature}: ${everywhere}`)];
  }
  const { replicas } = (manifest["spec"] ?? {}) as { readonly replicas?: unknown };
  return typeof replicas === "number" && !interpreterOf(manifest)
    ? [warningOn(ref, `Karmada ${RELEASE.versions.karmada} does not know the replicas of this kind: ${everywhere}`)]
    : [];
}

const AUTOSCALER = "autoscaling/HorizontalPodAutoscaler";

interface ScaleTarget {
  readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind?: string; readonly name?: string };
}

/** Members' autoscalers for workloads whose replicas Karmada also sets. */
export function autoscaled(claimed: readonly Claimed[]): readonly Finding[] {
  if (!claimed.some(({ ref }) => isOfKind(ref, AUTOSCALER))) return [];
  const workloads = new Map(
    claimed.filter(({ manifest }) => replicaCountOf(manifest)).map((one) => [keyOf(one.ref), one] as const),
  );
  return claimed.flatMap(({ manifest, ref, policy }) => {
    if (!policy || !isOfKind(ref, AUTOSCALER)) return [];
    const { apiVersion, kind, name } = ((manifest["spec"] ?? {}) as ScaleTarget).scaleTargetRef ?? {};
    if (!apiVersion || !kind || !name) return [];
    const target = workloads.get(keyOf({ apiVersion, kind, name, namespace: ref.namespace }));
    const isLeftAlone = target && labelsOf(target.manifest)[RETAIN_REPLICAS] === "true";
    return target?.policy && !isLeftAlone
      ? [
          warningOn(
            ref,
            `sets the replicas of ${told(target.ref)}, as Karmada does, and its limits count for each member`,
            `use a FederatedHPA, or label the workload ${RETAIN_REPLICAS}=true`,
          ),
        ]
      : [];
  });
}

/**
 * Objects that share a policy with a workload but are not wherever it may run, because each object without replicas is
 * scheduled by itself.
 */
function apart(planned: readonly Planned[]): readonly Finding[] {
  const needed = new Map(
    planned.flatMap(({ ref, policy, object }) =>
      object && policy ? [[groupOf(policy, ref), new Map<string, ObjectRef>()] as const] : [],
    ),
  );
  for (const { ref, policy, members, object } of planned) {
    const where = object || !policy ? undefined : needed.get(groupOf(policy, ref));
    if (!where) continue;
    for (const member of members) if (!where.has(member)) where.set(member, ref);
  }
  return planned.flatMap(({ ref, object, policy }) => {
    if (!object || !policy || object.problem !== undefined) return [];
    const there = new Set(object.members);
    const without = [...(needed.get(groupOf(policy, ref)) ?? [])].filter(([member]) => !there.has(member));
    if (without.length === 0) return [];
    const [[, workload]] = without as [[string, ObjectRef]];
    return [
      warningOn(
        ref,
        `is not on ${listed(without.map(([member]) => member).sort())}, where ${told(workload)} of the same policy may run: ` +
          "Karmada schedules each separately",
        "place it on all of these members",
      ),
    ];
  });
}

/** Objects that are meant to be together: those of one policy and namespace. */
function groupOf(policy: Policy, { namespace = "" }: ObjectRef): string {
  return `${keyOf(policy.ref)} ${namespace}`;
}
