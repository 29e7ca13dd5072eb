import fc from "fast-check";
import { apportion, tieOrderOf } from "./webster";
import type { TieOrder } from "./webster";

type Weights = { readonly [name: string]: number };

const seatsOf = (seats: number, weights: Weights, order: TieOrder = "ascending"): object => {
  const parties = Object.entries(weights).map(([name, weight]) => ({ name, weight }));
  return Object.fromEntries(apportion(seats, parties, order).seats);
};

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
])("36: %j seats at %j are %j", (seats, weights, expected) => {
  expect(seatsOf(seats, weights)).toEqual(expected);
});

test.each([
  ["ascending", { A: 1, B: 0 }],
  ["descending", { A: 0, B: 1 }],
] as const)("36: equal weights and seats fall by name, %s", (order, expected) => {
  expect(seatsOf(1, { A: 1, B: 1 }, order)).toEqual(expected);
});

const weights = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.integer({ min: 1, max: 12 }), {
  minKeys: 1,
  maxKeys: 9,
});

test("36: it says that the last seat fell by name exactly where the other order gives another result", () => {
  fc.assert(
    fc.property(fc.nat(80), weights, (seats, given) => {
      const parties = Object.entries(given).map(([name, weight]) => ({ name, weight }));
      const [up, down] = (["ascending", "descending"] as const).map((order) => apportion(seats, parties, order));
      const same = parties.every(({ name }) => up!.seats.get(name) === down!.seats.get(name));
      expect([up!.tied, down!.tied]).toEqual([!same, !same]);
    }),
  );
});

test.each([
  ["", "ascending"],
  ["a", "ascending"],
  ["foobar", "ascending"],
  ["b", "descending"],
])("36: the UID %j orders names %s", (uid, order) => {
  expect(tieOrderOf(uid)).toBe(order);
});
