import fc from "fast-check";
import { apportion, tieOrderOf } from "./webster";

type Weights = { readonly [name: string]: number };

const seatsOf = (seats: number, weights: Weights, order: "ascending" | "descending" = "ascending"): object =>
  Object.fromEntries(apportion(seats, new Map(Object.entries(weights)))[order]);

const CLASSIC: Weights = { A: 100_000, B: 80_000, C: 30_000, D: 20_000 };

test.each([
  [1, CLASSIC, { A: 1, B: 0, C: 0, D: 0 }],
  [2, CLASSIC, { A: 1, B: 1, C: 0, D: 0 }],
  [3, CLASSIC, { A: 2, B: 1, C: 0, D: 0 }],
  [4, CLASSIC, { A: 2, B: 1, C: 1, D: 0 }],
  [5, CLASSIC, { A: 2, B: 2, C: 1, D: 0 }],
  [6, CLASSIC, { A: 2, B: 2, C: 1, D: 1 }],
  [7, CLASSIC, { A: 3, B: 2, C: 1, D: 1 }],
  [8, CLASSIC, { A: 3, B: 3, C: 1, D: 1 }],
  [4, { Alpha: 1200, Beta: 900, Gamma: 400 }, { Alpha: 2, Beta: 1, Gamma: 1 }],
  [1, {}, {}],
  [0, {}, {}],
  [0, { A: 100, B: 200 }, { A: 0, B: 0 }],
  [2, { A: 3, B: 1 }, { A: 1, B: 1 }],
])("%j seats at %j are %j", (seats, weights, expected) => {
  expect(seatsOf(seats, weights)).toEqual(expected);
});

test.each([
  ["ascending", { A: 1, B: 0 }],
  ["descending", { A: 0, B: 1 }],
] as const)("equal weights and seats are decided by name, %s", (order, expected) => {
  expect(seatsOf(1, { A: 1, B: 1 }, order)).toEqual(expected);
});

test("many seats are divided as if they went one by one", () => {
  const one = (seats: number, weights: readonly number[]): number[] => {
    const taken = weights.map(() => 0);
    const rank = (i: number): readonly [number, number, number] => [weights[i]! / (2 * taken[i]! + 1), -taken[i]!, -i];
    const isBefore = (a: number, b: number): boolean => {
      const at = rank(a).findIndex((value, i) => value !== rank(b)[i]);
      return rank(a)[at]! > rank(b)[at]!;
    };
    for (let left = seats; left > 0; left--) {
      taken[weights.reduce((best, _, i) => (i !== best && isBefore(i, best) ? i : best), 0)]!++;
    }
    return taken;
  };
  fc.assert(
    fc.property(
      fc.nat(300),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1e6 })), {
        minLength: 1,
        maxLength: 9,
      }),
      (seats, weights) => {
        const given = new Map(weights.map((weight, i) => [String.fromCharCode(97 + i), weight]));
        expect([...apportion(seats, given).ascending.values()]).toEqual(one(seats, weights));
      },
    ),
  );
  expect(seatsOf(2 ** 31 - 1, { A: 2, B: 1 })).toEqual({ A: 1431655765, B: 715827882 });
});

test("the other order gives the same result as reversed names", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.nat(80), weights, (seats, given) => {
      const named = (index: (i: number) => number) =>
        new Map(given.map((weight, i) => [String.fromCharCode(97 + index(i)), weight] as const));
      const turned = (i: number): number => given.length - 1 - i;
      const { descending } = apportion(
        seats,
        named((i) => i),
      );
      const { ascending } = apportion(seats, named(turned));
      expect([...descending.values()]).toEqual([...ascending.values()].reverse());
    }),
  );
});

test.each([
  ["", "ascending"],
  ["a", "ascending"],
  ["foobar", "ascending"],
  ["b", "descending"],
])("the UID %j orders names %s", (uid, order) => {
  expect(tieOrderOf(uid)).toBe(order);
});
