import { RELEASES } from ".";
import { RELEASE_1_18 } from "./1.18/release";
import { candidateAfter } from "./candidate.test-support";
import type { Release } from "./release";

export const CANDIDATE = candidateAfter(RELEASE_1_18);

/** Lets federations run the candidate, too, in the tests around the call. */
export function offerCandidate(): void {
  const releases = RELEASES as Release[];
  beforeAll(() => void releases.push(CANDIDATE));
  afterAll(() => void releases.splice(releases.indexOf(CANDIDATE), 1));
}
