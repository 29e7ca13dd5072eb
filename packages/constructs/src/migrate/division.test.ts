import { Placement } from "../placement/placement";
import { differences, keepsLimits } from "./division";

const MEMBERS = [{ name: "a" }, { name: "b" }];
const EQUALLY = Placement.evenly(["a", "b"]);
const replicas = (count: number, a: number, b: number): Parameters<typeof differences>[2][number] => ({
  field: "replicas",
  count,
  v1: { a, b },
});

test("what Karmada divides as Federation v1 did is not reported as a difference", () => {
  expect(differences(EQUALLY, MEMBERS, [replicas(4, 2, 2)])).toEqual([]);
});

test("a difference has what each cluster had and gets, also where a tie may fall either way", () => {
  expect(differences(EQUALLY, MEMBERS, [replicas(4, 3, 1)])).toEqual([
    "the old federation placed 4 replicas as a 3, b 1; Karmada places a 2, b 2",
  ]);
  expect(differences(EQUALLY, MEMBERS, [replicas(3, 2, 1)])).toEqual([
    expect.stringMatching(/^the old federation placed 3 replicas as a 2, b 1; Karmada places a . or ., b . or .$/),
  ]);
});

test("amounts after the first are divided in proportion to it", () => {
  const amounts = [
    { field: "parallelism", count: 3, v1: { a: 2, b: 1 } },
    { field: "completions", count: 6, v1: { a: 3, b: 3 } },
  ];
  const weighted = Placement.weighted([
    ["a", 2],
    ["b", 1],
  ]);
  expect(differences(weighted, MEMBERS, amounts)).toEqual([
    "the old federation placed 6 completions as a 3, b 3; Karmada places a 4, b 2",
  ]);
});

test("limits are kept only if they are whichever way ties fall, and a minimum as far as Federation v1 kept it", () => {
  const keeps = (clusters: Parameters<typeof keepsLimits>[3]["clusters"], count = 3): boolean =>
    keepsLimits(EQUALLY, MEMBERS, [replicas(count, 2, count - 2)], { clusters });
  expect(keeps({ "*": { maxReplicas: 2 } })).toBe(true);
  expect(keeps({ a: { maxReplicas: 1 } })).toBe(false);
  expect(keeps({ a: { minReplicas: 2 } })).toBe(false);
  expect(keeps({ b: { minReplicas: 9 } })).toBe(true);
  expect(keeps({ a: { minReplicas: 2, maxReplicas: 2 }, "*": {} }, 4)).toBe(true);
});
