import { RELEASE, RELEASES } from ".";
import { CANDIDATE, offerCandidate } from "./offered.test-support";
import { releaseOf, releaseVersions } from "./release-of";

offerCandidate();

test("each release has its version, and the newest one is the default", () => {
  expect(releaseVersions()).toEqual(["1.18", "1.19"]);
  expect(RELEASES.map(({ versions }) => releaseOf(versions.karmada))).toEqual(RELEASES);
  expect([undefined, "1.17", "v1.18", 1.18].map(releaseOf)).toEqual([CANDIDATE, CANDIDATE, CANDIDATE, CANDIDATE]);
  expect(releaseOf("1.18")).toBe(RELEASE);
});

test("releases follow each other without a gap", () => {
  const minors = releaseVersions().map((version) => Number(version.replace(/^1\./, "")));
  expect(minors).toEqual(minors.map((_, index) => minors[0]! + index));
});
