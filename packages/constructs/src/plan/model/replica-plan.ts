import type { LeftOutMember } from "./left-out";
import type { Member } from "./member";

/** What is known about a workload that already runs, and about free capacity for it. */
export interface CurrentState {
  /**
   * UID of the workload in the federated API. It decides ties; without it, the plan shows both outcomes.
   *
   * @default - not known
   */
  readonly uid?: string | undefined;
  /**
   * Free capacity by member, in more replicas of this workload. A member that is not listed has none.
   *
   * @default - not known: what depends on it is unknown until scheduling
   */
  readonly capacity?: { readonly [member: string]: number } | undefined;
  /**
   * Current replicas by member.
   *
   * @default - it does not run yet
   */
  readonly current?: { readonly [member: string]: number } | undefined;
  /**
   * Name of the fallback group that it runs in now. Groups before it are not tried again.
   *
   * @default - the first group
   */
  readonly currentGroup?: string | undefined;
  /**
   * Whether its `current` replicas stay where they are, whatever a new schedule would be. Karmada does not schedule divided
   * replicas again unless their number or the placement changes.
   *
   * @default false
   */
  readonly stays?: boolean | undefined;
}

/** A workload to plan. */
export interface ReplicaRequest extends CurrentState {
  /** Name of the workload in messages and tables. */
  readonly name: string;
  /** Whole number of replicas, 0 or more. */
  readonly replicas: number;
  /**
   * `spec.placement` of a policy, such as `Placement.spec`.
   *
   * @default - all replicas on every member
   */
  readonly placement?: object | undefined;
  /** The members of the federation, in any order. */
  readonly members: readonly Member[];
}

/** What one member gets. */
export interface Assignment {
  /** Name of the member. */
  readonly member: string;
  /** Replicas that it gets. */
  readonly replicas: number;
  /** Replicas that it gets if the tie falls the other way; undefined if nothing depends on that. */
  readonly alternative?: number | undefined;
  /** Weight in the division by fixed weights. */
  readonly weight?: number | undefined;
}

/** Where the replicas of a workload will land, and why. */
export interface ReplicaPlan {
  /** Name of the workload. */
  readonly name: string;
  /** Requested number of replicas. */
  readonly replicas: number;
  /**
   * What the plan is based on.
   *
   * - `placement`: only the placement and the members; Karmada will do exactly this
   * - `capacity`: the given free capacity, as a what-if
   * - `unknown`: nothing, because it depends on free capacity that was not given, or because Karmada chooses among
   *   equal members
   */
  readonly basis: "placement" | "capacity" | "unknown";
  /** Sorted by name. Empty if unknown until scheduling. */
  readonly assignments: readonly Assignment[];
  /** The members that get nothing, and why, sorted by name. */
  readonly leftOut: readonly LeftOutMember[];
  /** Names of the members where it runs or, if that is not certain, may run. Sorted. */
  readonly members: readonly string[];
  /** Replicas on all members together; undefined if unknown until scheduling. */
  readonly total?: number | undefined;
  /** Name of the fallback group that was chosen. */
  readonly group?: string | undefined;
  /** Names in the placement that no member has, sorted. */
  readonly unknownMembers: readonly string[];
  /**
   * Why it cannot be scheduled, as a clause without a period. What already runs stays, unless no member fits at all.
   */
  readonly problem?: string | undefined;
}
