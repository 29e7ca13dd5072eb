import type { LeftOutMember } from "./left-out";
import type { Member } from "./member";

/** What is known of a workload that runs already, and of the room for it. */
export interface CurrentState {
  /**
   * UID of the workload in the federated API. It decides ties: where it is not known, both outcomes are told.
   *
   * @default - not known
   */
  readonly uid?: string | undefined;
  /**
   * Free capacity by member, in further replicas of this workload; a member that is not in it has none.
   *
   * @default - not known: what depends on it is unknown until scheduling
   */
  readonly capacity?: { readonly [member: string]: number } | undefined;
  /**
   * Replicas by member as they are now.
   *
   * @default - it runs nowhere yet
   */
  readonly current?: { readonly [member: string]: number } | undefined;
  /**
   * Name of the fallback group in which it runs now: groups before it are not tried again.
   *
   * @default - the first group
   */
  readonly currentGroup?: string | undefined;
}

/** A workload to plan. */
export interface ReplicaRequest extends CurrentState {
  /** Name of the workload, for messages and tables. */
  readonly name: string;
  /** Whole number of replicas, 0 or more. */
  readonly replicas: number;
  /**
   * What Karmada reads as `spec.placement` of a policy, such as `Placement.spec`.
   *
   * @default - all replicas on every member
   */
  readonly placement?: object | undefined;
  /** The members that there are, in any order. */
  readonly members: readonly Member[];
}

/** What one member gets. */
export interface Assignment {
  /** Name of the member. */
  readonly member: string;
  /** Replicas that it gets. */
  readonly replicas: number;
  /** Replicas that it gets if the tie falls the other way; undefined where nothing depends on that. */
  readonly alternative?: number | undefined;
  /** Weight in the division by fixed weights. */
  readonly weight?: number | undefined;
}

/** Where the replicas of a workload will land, and why. */
export interface ReplicaPlan {
  /** Name of the workload. */
  readonly name: string;
  /** Replicas that are asked for. */
  readonly replicas: number;
  /**
   * What the plan rests on.
   *
   * - `placement`: the placement and the members alone; Karmada will do exactly this
   * - `capacity`: the free capacity that was given; what-if
   * - `unknown`: nothing, since free capacity decides, which was not given; or Karmada chooses among equal members
   */
  readonly basis: "placement" | "capacity" | "unknown";
  /** In order of names. Empty where unknown until scheduling. */
  readonly assignments: readonly Assignment[];
  /** The members that get nothing, and why, in order of names. */
  readonly leftOut: readonly LeftOutMember[];
  /** Names of the members where it runs, or may run where that is not certain, in order of names. */
  readonly members: readonly string[];
  /** Replicas on all members together; undefined where unknown until scheduling. */
  readonly total?: number | undefined;
  /** Name of the fallback group that was taken. */
  readonly group?: string | undefined;
  /** Names in the placement that no member has, in order of names. */
  readonly unknownMembers: readonly string[];
  /** Why it cannot be scheduled: a clause without a full stop. What runs already stays, unless no member fits at all. */
  readonly problem?: string | undefined;
}
