import type { LeftOutMember } from "./left-out";
import type { ReplicaPlan } from "./replica-plan";
import type { ObjectRef } from "../../kinds/identity";

/**
 * A workload whose replicas Karmada divides or duplicates: Deployment, StatefulSet, ReplicaSet, Job, Pod, and the custom kinds
 * that it knows. Its assignments tell what members run after overrides.
 */
export interface WorkloadPlan extends ReplicaPlan, ObjectRef {
  /** The policy that propagates it; undefined where there is none, and it stays in the federated API. */
  readonly policy?: ObjectRef | undefined;
  /** What else than free capacity decides where it is unknown: a clause without a full stop. */
  readonly undecided?: string | undefined;
}

/** Any other object. */
export interface ObjectPlan extends ObjectRef {
  /** The policy that propagates it, if one does. */
  readonly policy?: ObjectRef | undefined;
  /** Names of the members that have it, in order of names. */
  readonly members: readonly string[];
  /** The members that its policy leaves out, and why. */
  readonly leftOut: readonly LeftOutMember[];
  /** Why no member has it: a clause without a full stop. */
  readonly problem?: string | undefined;
}

/** An object that others need where it is not. */
export interface MissingObject {
  /** What is missing. */
  readonly object: ObjectRef;
  /** What needs it. */
  readonly neededBy: ObjectRef;
  /** Names of the members that have what needs it, but not the object, in order of names. */
  readonly members: readonly string[];
  /** Whether it is among the objects that were planned, or beside them; if not, the members may have it from elsewhere. */
  readonly planned: boolean;
}

/** Where a set of objects will land. */
export interface Plan {
  /** In the order of the manifests. */
  readonly workloads: readonly WorkloadPlan[];
  /** In the order of the manifests; without the policies themselves and what else the federated API keeps. */
  readonly objects: readonly ObjectPlan[];
  /** What workloads need on members where it is not. */
  readonly missing: readonly MissingObject[];
  /** Why scheduling policies among the manifests refuse some of them: clauses without a full stop. */
  readonly refusals: readonly string[];
  /** Sentences about all of the above that somebody should read. */
  readonly warnings: readonly string[];
}
