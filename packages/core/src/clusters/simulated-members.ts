import type { Member } from "@fedstack/constructs/plan";

let members: readonly Member[] = [];

/** Sets the members that an existing Karmada has in unit tests, where there is none to ask. */
export function simulateMembers(given: readonly Member[]): void {
  members = given;
}

/** The members that an existing Karmada has in unit tests. */
export function simulatedMembers(): readonly Member[] {
  return members;
}
