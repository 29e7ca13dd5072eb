import type { Candidate } from "./candidates";

/** A member with some replicas, and room for more. */
export function candidate(name: string, present: number, free: number): Candidate {
  return { member: { name }, name, tier: 0, here: present > 0, present, free, weight: 0 };
}
