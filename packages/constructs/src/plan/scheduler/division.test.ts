import { sum } from "./division";

test("the sum is that of all numbers, and of none 0", () => {
  expect([sum([]), sum([1, 2, 3]), sum(new Map([["a", 4]]).values())]).toEqual([0, 6, 4]);
});
