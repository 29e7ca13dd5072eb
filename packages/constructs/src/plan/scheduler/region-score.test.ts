import { candidate } from "./candidates.test-support";
import { regionScore } from "./region-score";

test("for copies, a region counts its members with room for all replicas, and where some run", () => {
  const members = [candidate("a", 0, 5), candidate("b", 2, 3), candidate("c", 0, 1)];
  expect(regionScore(members, 5)).toBe(2050);
  expect(regionScore(members, 9)).toBe(0);
});

test("for shares, a region counts its room up to its share", () => {
  const members = [candidate("a", 0, 3), candidate("b", 0, 9)];
  expect(regionScore(members, 10, { regions: 2, members: 1 })).toBe(5000);
  expect(regionScore(members, 40, { regions: 2, members: 1 })).toBe(12_000);
});
