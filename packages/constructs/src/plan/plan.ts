import type { Member } from "./member";
import { isPolicy, type PlainObject, type Policy, policyFor } from "./policies";
import { planReplicas, type ReplicaPlan } from "./replicas";

/** Where one object lands. */
export interface PlannedObject extends Omit<ReplicaPlan, "basis"> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Name of the policy that places it. */
  readonly policy?: string;
  /** Replicas that it asks for. Absent for a kind without replicas, which every candidate gets. */
  readonly replicas?: number;
  /** Members on which it lands, or may land where that depends on what is free. */
  readonly members: readonly string[];
  /** What the plan rests on; `"copied"` for a kind without replicas. */
  readonly basis: ReplicaPlan["basis"] | "copied";
}

/** Where the objects of a chart land. */
export interface Plan {
  readonly workloads: readonly PlannedObject[];
}

const REPLICATED = new Set(["Deployment", "StatefulSet", "ReplicaSet", "Job"]);

/**
 * Plans manifests, as cdk8s' `Chart.toJson()` gives them: each object by the policy among them that places it.
 *
 * @example
 * planManifests(chart.toJson(), [{ name: "f-a-cluster" }, { name: "f-b-cluster" }]);
 */
export function planManifests(objects: readonly unknown[], members: readonly Member[]): Plan {
  const all = objects as readonly PlainObject[];
  const policies = all.filter((object) => object.kind.endsWith("PropagationPolicy")) as Policy[];
  return {
    workloads: all.filter((object) => !isPolicy(object)).map((object) => planObject(object, policies, members)),
  };
}

function planObject(object: PlainObject, policies: readonly Policy[], members: readonly Member[]): PlannedObject {
  const { apiVersion, kind, metadata } = object;
  const identity = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
  const policy = policyFor(object, policies);
  if (!policy) return { ...identity, basis: "unplaced", assignments: [], candidates: [], leftOut: [], members: [] };

  const asked = replicasOf(object);
  const planned = planReplicas({ replicas: asked ?? 0, placement: policy.spec.placement, members });
  const common = {
    ...identity,
    policy: policy.metadata.name,
    leftOut: planned.leftOut,
    candidates: planned.candidates,
  };
  if (asked === undefined) {
    const basis = planned.basis === "unplaced" ? "unplaced" : "copied";
    return { ...common, basis, assignments: [], members: planned.candidates };
  }
  const used = planned.assignments
    .filter(({ replicas, alternative }) => replicas > 0 || alternative)
    .map(({ member }) => member);
  return { ...common, ...planned, replicas: asked, members: planned.basis === "unknown" ? planned.candidates : used };
}

function replicasOf({ kind, spec }: PlainObject): number | undefined {
  if (!REPLICATED.has(kind)) return undefined;
  const { replicas, parallelism } = (spec ?? {}) as { readonly replicas?: number; readonly parallelism?: number };
  return (kind === "Job" ? parallelism : replicas) ?? 1;
}
