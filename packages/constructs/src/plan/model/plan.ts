import type { Finding } from "../../kinds/finding";
import type { LeftOutMember } from "./left-out";
import type { ReplicaPlan } from "./replica-plan";
import type { ObjectRef } from "../../kinds/identity";

/**
 * A workload whose replicas Karmada divides or duplicates: Deployment, StatefulSet, ReplicaSet, Job, Pod, and the
 * custom kinds that it knows. Its assignments show what members run after overrides.
 */
export interface WorkloadPlan extends ReplicaPlan, ObjectRef {
  /** The policy that propagates it; undefined if there is none, so that it stays in the federated API. */
  readonly policy?: ObjectRef | undefined;
  /** What decides other than free capacity if it is unknown, as a clause without a period. */
  readonly undecided?: string | undefined;
}

/** Any other object. */
export interface ObjectPlan extends ObjectRef {
  /** The policy that propagates it, if one does. */
  readonly policy?: ObjectRef | undefined;
  /** Names of the members that have it, sorted. */
  readonly members: readonly string[];
  /** The members that its policy excludes, and why. */
  readonly leftOut: readonly LeftOutMember[];
  /** What decides where it lands if that is unknown, as a clause without a period. Any of the members may have it. */
  readonly undecided?: string | undefined;
  /** Why no member has it, as a clause without a period. */
  readonly problem?: string | undefined;
}

/** An object that is missing on members where others need it. */
export interface MissingObject {
  /** What is missing. */
  readonly object: ObjectRef;
  /** What needs it. */
  readonly neededBy: ObjectRef;
  /** Names of the members that have what needs the object, but not the object. Sorted. */
  readonly members: readonly string[];
  /** Whether it is among the planned objects or `beside` them. If not, the members may have it from elsewhere. */
  readonly planned: boolean;
}

/** Where a set of objects will land. */
export interface Plan {
  /** In the order of the manifests. */
  readonly workloads: readonly WorkloadPlan[];
  /** In the order of the manifests, without policies and other objects that stay in the federated API. */
  readonly objects: readonly ObjectPlan[];
  /** What workloads need on members where it is missing. */
  readonly missing: readonly MissingObject[];
  /** What cannot work, is probably a mistake, or is not known. */
  readonly findings: readonly Finding[];
}
