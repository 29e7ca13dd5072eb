import type { PlacementSpec } from "../api/karmada";
import type { Manifest } from "../kinds/manifest";
import type { Member } from "./model/member";
import type { Plan } from "./model/plan";
import { planManifests } from "./plan-manifests";
import type { PlanOptions } from "./plan-manifests";

/** Selects all Deployments. */
export const DEPLOYMENTS = { apiVersion: "apps/v1", kind: "Deployment" };

/** An object in the namespace `shop`. */
export function object(kind: string, name: string, spec: object = {}, metadata: object = {}): Manifest {
  return {
    apiVersion: { Deployment: "apps/v1", StatefulSet: "apps/v1", DaemonSet: "apps/v1", Job: "batch/v1" }[kind] ?? "v1",
    kind,
    metadata: { name, namespace: "shop", ...metadata },
    spec,
  };
}

/** Definition of a custom resource with these versions. */
export function definition(group: string, kind: string, ...versions: string[]): Manifest {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${kind.toLowerCase()}s.${group}` },
    spec: { group, names: { kind }, scope: "Namespaced", versions: versions.map((name) => ({ name, served: true })) },
  };
}

/** That definition, and a policy that propagates definitions. */
export function defined(group: string, kind: string, ...versions: string[]): readonly Manifest[] {
  const definitions = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
  return [definition(group, kind, ...versions), policy("definitions", [definitions], {}, true)];
}

/** Policy for one namespace, such as `shop`, or for all namespaces. */
export function policy(name: string, selectors: readonly object[], rest: object = {}, cluster = false): Manifest {
  return {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: cluster ? "ClusterPropagationPolicy" : "PropagationPolicy",
    metadata: { name, ...(!cluster && { namespace: "shop" }) },
    spec: { resourceSelectors: selectors, placement: {}, ...rest },
  };
}

/** Override policy for one namespace or for all namespaces. */
export function override(
  name: string,
  selector: object,
  fields: { readonly [pointer: string]: unknown },
  clusterNames: readonly string[],
): Manifest {
  const plaintext = Object.entries(fields).map(([path, value]) => ({ path, operator: "replace", value }));
  return {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "OverridePolicy",
    metadata: { name, namespace: "shop" },
    spec: {
      resourceSelectors: [selector],
      overrideRules: [{ targetCluster: { clusterNames }, overriders: { plaintext } }],
    },
  };
}

/** Placement on members by name. */
export function on(...clusterNames: string[]): { placement: PlacementSpec } {
  return { placement: { clusterAffinity: { clusterNames } } };
}

/** Placement that divides by fixed weights, or equally if there are none. */
export function divided(weights: { readonly [member: string]: number } = {}): { placement: PlacementSpec } {
  const staticWeightList = Object.entries(weights).map(([name, weight]) => ({
    targetCluster: { clusterNames: [name] },
    weight,
  }));
  return {
    placement: {
      replicaScheduling: {
        replicaSchedulingType: "Divided",
        replicaDivisionPreference: "Weighted",
        ...(staticWeightList.length > 0 && { weightPreference: { staticWeightList } }),
      },
    },
  };
}

/** The members of the tests that need no more. */
const TWO_MEMBERS: readonly Member[] = [{ name: "c1" }, { name: "c2" }];

/** The plan of objects for two members. */
export function planOf(manifests: readonly Manifest[], options?: PlanOptions): Plan {
  return planManifests(manifests, TWO_MEMBERS, options);
}

/** Replicas by member of the first workload of that plan; both outcomes of a tie. */
export function replicasOf(manifests: readonly Manifest[], options?: PlanOptions): Record<string, unknown> {
  return Object.fromEntries(
    planOf(manifests, options).workloads[0]!.assignments.map(({ member, replicas, alternative }) => [
      member,
      alternative === undefined ? replicas : [replicas, alternative],
    ]),
  );
}
