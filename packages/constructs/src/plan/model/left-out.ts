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
   * - `group`: it is not in the fallback group that was chosen
   * - `taint`: it has a taint that is not tolerated
   * - `spread`: the spread constraints chose others, or it lacks the field that is spread over
   * - `weight`: others have a weight, but it does not
   * - `suspension`: its policy suspends dispatching to it
   * - `override`: an override cannot be applied to what would be there
   */
  readonly by:
    "name" | "label" | "field" | "exclude" | "group" | "taint" | "spread" | "weight" | "suspension" | "override";
  /** The reason as a clause, such as `its region "jp" is not one of tw`. */
  readonly reason: string;
}

/** Why a member does not get something. */
export type Reason = Omit<LeftOutMember, "member">;

/** Reason for a member that would fit but was not chosen. */
export const NOT_TAKEN: Reason = { by: "spread", reason: "the spread constraints chose other members" };
