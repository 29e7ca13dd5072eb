import { RELEASE } from "../../karmada";
import { groupKindOf, isOfKind, keyOf, told } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { interpreterOf, replicaCountOf } from "../../kinds/replicas";
import type { ObjectPlan, WorkloadPlan } from "../model/plan";
import type { Policy } from "../policies/policies";
import { divisionOf } from "../scheduler/strategy";

/** An object that has been planned. */
interface Planned {
  readonly manifest: Manifest;
  readonly ref: ObjectRef;
  readonly policy?: Policy;
  readonly members: readonly string[];
  readonly workload?: WorkloadPlan;
  readonly object?: ObjectPlan;
}

/**
 * Sentences about what is valid but probably a mistake: replicas that are not divided, are set twice, or land apart
 * from what they need.
 */
export function cautionsAbout(planned: readonly Planned[]): readonly string[] {
  return [...planned.flatMap(undivided), ...autoscaled(planned), ...apart(planned)];
}

function undivided({ manifest, ref, policy, members }: Planned): readonly string[] {
  if (!policy || divisionOf(policy.spec.placement ?? {}) === "duplicated" || members.length < 2) return [];
  const count = replicaCountOf(manifest);
  if (count && "divisible" in count) {
    return count.divisible || isOfKind(ref, "Pod")
      ? []
      : [`${told(ref)}: Karmada does not divide this kind; each member that gets a share of it runs all of it.`];
  }
  const everywhere = `each of ${members.join(", ")} gets all of them`;
  if (interpreterOf(manifest)?.components) {
    const feature = "with its alpha feature MultiplePodTemplatesScheduling only";
    return [`${told(ref)}: Karmada counts the replicas of this kind ${feature}; ${everywhere}.`];
  }
  const { replicas } = (manifest["spec"] ?? {}) as { readonly replicas?: unknown };
  return typeof replicas === "number" && !interpreterOf(manifest)
    ? [`${told(ref)}: Karmada ${RELEASE.versions.karmada} does not know the replicas of this kind; ${everywhere}.`]
    : [];
}

interface ScaleTarget {
  readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind?: string; readonly name?: string };
}

/** Kinds that do things which a plan does not look at. */
const NOT_LOOKED_AT: { readonly [groupKind: string]: string } = {
  "config.karmada.io/ResourceInterpreterCustomization": "its script may count and divide replicas in another way",
  "config.karmada.io/ResourceInterpreterWebhookConfiguration":
    "its webhook may count and divide replicas in another way",
  "networking.karmada.io/MultiClusterService": "it takes Karmada's alpha feature MultiClusterService",
};

/** Sentences about objects that change where others land, or how many they are, without the plan knowing how. */
export function notLookedAt(manifests: readonly Manifest[]): readonly string[] {
  return manifests.flatMap((object) => {
    const groupKind = groupKindOf(object);
    const why = Object.hasOwn(NOT_LOOKED_AT, groupKind) ? NOT_LOOKED_AT[groupKind] : undefined;
    return why ? [`The plan does not follow ${object.kind} ${object.metadata.name}: ${why}.`] : [];
  });
}

/** Members' autoscalers for workloads whose replicas Karmada also sets. */
function autoscaled(planned: readonly Planned[]): readonly string[] {
  const workloads = new Map(planned.flatMap((one) => (one.workload ? [[keyOf(one.ref), one] as const] : [])));
  return planned.flatMap(({ manifest, ref, policy }) => {
    if (!policy || !isOfKind(ref, "autoscaling/HorizontalPodAutoscaler")) return [];
    const { apiVersion, kind, name } = ((manifest["spec"] ?? {}) as ScaleTarget).scaleTargetRef ?? {};
    if (!apiVersion || !kind || !name) return [];
    const target = workloads.get(keyOf({ apiVersion, kind, name, namespace: ref.namespace }));
    const isLeftAlone = target && labelsOf(target.manifest)["resourcetemplate.karmada.io/retain-replicas"] === "true";
    return target?.policy && !isLeftAlone
      ? [
          `${told(ref)} and Karmada both set the replicas of ${told(target.ref)}, and its limits count for each member. ` +
            "Use a FederatedHPA, or label the workload resourcetemplate.karmada.io/retain-replicas=true.",
        ]
      : [];
  });
}

/**
 * Objects that share a policy with a workload but are not wherever it may run, because each object without replicas is
 * scheduled by itself.
 */
function apart(planned: readonly Planned[]): readonly string[] {
  const workloads = planned.filter(({ workload, policy }) => workload && policy);
  return planned.flatMap(({ ref, object, policy }) => {
    if (!object || !policy || object.problem !== undefined) return [];
    const beside = workloads.filter((one) => one.policy === policy && one.ref.namespace === ref.namespace);
    return beside.flatMap((one) => {
      const without = one.members.filter((member) => !object.members.includes(member));
      return without.length > 0
        ? [
            `${told(ref)} is not on ${without.join(", ")}, where ${told(one.ref)} of the same policy may run: ` +
              "Karmada schedules each by itself. Place it on all members of the groups.",
          ]
        : [];
    });
  });
}
