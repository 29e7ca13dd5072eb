import { listed } from "./listed";

const parts = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i + 1));

test("a list shows all of its parts, or eight and how many more there are", () => {
  expect([listed([]), listed(["a", "b"]), listed(["a", "b"], "; ")]).toEqual(["", "a, b", "a; b"]);
  expect(listed(parts(9))).toBe("1, 2, 3, 4, 5, 6, 7, 8, 9");
  expect(listed(parts(10))).toBe("1, 2, 3, 4, 5, 6, 7, 8 and 2 more");
});
