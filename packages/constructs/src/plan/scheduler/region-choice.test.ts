import { chooseRegions } from "./region-choice";

const region = (name: string, size: number, score: number) => ({ name, size, score });
const choose = (least: number, most: number, members: number, ...regions: ReturnType<typeof region>[]) =>
  chooseRegions(regions, least, most, members).map(({ name }) => name);

test("the regions with the best score together are chosen, best first", () => {
  expect(choose(2, 2, 2, region("a", 1, 10), region("b", 1, 30), region("c", 1, 20))).toEqual(["b", "c"]);
});

test("a choice must have enough members", () => {
  expect(choose(1, 1, 3, region("a", 1, 90), region("b", 3, 10))).toEqual(["b"]);
  expect(choose(1, 1, 5, region("a", 1, 90), region("b", 3, 10))).toEqual([]);
});

test("of two choices with one score, the one with more members is chosen", () => {
  expect(choose(1, 1, 1, region("a", 1, 10), region("b", 2, 10))).toEqual(["b"]);
});

test("no region is chosen beyond what is needed", () => {
  expect(choose(1, 3, 1, region("a", 1, 10), region("b", 1, 20))).toHaveLength(1);
});
