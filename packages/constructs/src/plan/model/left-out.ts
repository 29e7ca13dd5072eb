/** A member that a workload cannot use, and why. */
export interface LeftOutMember {
  /** Name of the member. */
  readonly member: string;
  /**
   * What leaves it out.
   *
   * - `name`: the placement names other members
   * - `label`, `field`: a selector does not match the member
   * - `exclude`: the placement excludes it
   * - `group`: it is not in the fallback group that was taken
   * - `taint`: it has a taint that is not tolerated
   * - `spread`: the spread constraints took others, or it lacks what is spread by
   * - `weight`: no weight is given for it, though for others
   * - `suspension`: its policy suspends dispatching to it
   * - `override`: an override cannot be applied to what would be there
   */
  readonly by:
    "name" | "label" | "field" | "exclude" | "group" | "taint" | "spread" | "weight" | "suspension" | "override";
  /** A clause about the member, such as `its region "jp" is not one of tw`. */
  readonly reason: string;
}

/** Why something is kept off a member. */
export type Reason = Omit<LeftOutMember, "member">;

/** Why a member that would do is not among those that were taken. */
export const NOT_TAKEN: Reason = { by: "spread", reason: "the spread constraints took other members" };
