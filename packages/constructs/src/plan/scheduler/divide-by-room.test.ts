import fc from "fast-check";
import { candidate } from "./candidates.test-support";
import { divideByRoom } from "./divide-by-room";

const divided = (replicas: number, packed: boolean, ...given: (readonly [present: number, free: number])[]) => {
  const result = divideByRoom(
    given.map(([present, free], i) => candidate("abcd"[i]!, present, free)),
    replicas,
    packed,
  );
  return "problem" in result ? result.problem : Object.fromEntries(result.ascending);
};

test("new replicas are divided in proportion to free room, and what runs stays", () => {
  expect(divided(6, false, [0, 10], [0, 5])).toEqual({ a: 4, b: 2 });
  expect(divided(9, false, [3, 10], [0, 5])).toEqual({ a: 7, b: 2 });
  expect(divided(3, false, [2, 0], [1, 9])).toEqual({ a: 2, b: 1 });
});

test("fewer replicas are divided by what runs now", () => {
  expect(divided(3, false, [4, 100], [2, 0])).toEqual({ a: 2, b: 1 });
});

test("packed replicas go to as few members as have room, first to those where some run", () => {
  expect(divided(4, true, [0, 3], [0, 9], [0, 5])).toEqual({ a: 0, b: 4, c: 0 });
  expect(divided(5, true, [0, 9], [1, 4])).toEqual({ a: 0, b: 5 });
});

test("too little room is a problem with the numbers", () => {
  expect(divided(9, false, [1, 2], [0, 3])).toBe("the members that fit have room for 6 of 9 replicas");
});

test("equal members on the edge of a pack are settled only if Karmada's order of them is known", () => {
  const fewer = [candidate("a", 2, 0), candidate("b", 2, 0)];
  expect(divideByRoom(fewer, 1, true)).toMatchObject({ settled: false });
  expect(divideByRoom([candidate("a", 0, 2), candidate("b", 0, 2)], 1, true)).toMatchObject({ settled: true });
});

test("a division has all replicas, and no member has more than its room", () => {
  const rooms = fc.array(fc.tuple(fc.nat(5), fc.nat(9)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(rooms, fc.nat(40), fc.boolean(), (given, replicas, packed) => {
      const selected = given.map(([present, free], i) => candidate("abcd"[i]!, present, free));
      const result = divideByRoom(selected, replicas, packed);
      if ("problem" in result) return;
      const counts = [...result.ascending.values()];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(replicas);
      for (const { name, present, free } of selected) {
        expect(result.ascending.get(name)).toBeLessThanOrEqual(present + free);
      }
    }),
  );
});
