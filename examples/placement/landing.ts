import type { Member, Plan } from "@fedstack/constructs/plan";

/** A member's share of one workload. */
export interface Share {
  readonly workload: string;
  /** Fewest replicas, depending on ties; undefined if free capacity decides. */
  readonly min?: number;
  /** Most replicas, depending on ties; undefined if free capacity decides. */
  readonly max?: number;
}

/** A member's share of each workload that runs or may run there. */
export function sharesOn({ name }: Member, { workloads }: Plan): readonly Share[] {
  return workloads
    .filter(({ members }) => members.includes(name))
    .map(({ name: workload, assignments }) => {
      const { replicas, alternative = replicas } = assignments.find(({ member }) => member === name) ?? {};
      if (replicas === undefined || alternative === undefined) return { workload };
      return { workload, min: Math.min(replicas, alternative), max: Math.max(replicas, alternative) };
    });
}

/** Replicas as text: `3`, `1 or 2`, `?`. */
export function told({ min, max }: Share): string {
  if (min === undefined) return "?";
  return min === max ? `${min}` : `${min} or ${max}`;
}

/** The members of each region, in the given order. */
export function byRegion(
  members: readonly Member[],
): readonly (readonly [region: string, members: readonly Member[]])[] {
  const regions = [...new Set(members.map(({ region = "" }) => region))];
  return regions.map((region) => [region, members.filter((member) => (member.region ?? "") === region)]);
}

/** Where a member is within its region. */
export function placeOf({ zones = [], cloudProvider }: Member): string {
  return [...zones, ...(cloudProvider ? [cloudProvider] : [])].join(", ");
}
