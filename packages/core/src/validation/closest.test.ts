import fc from "fast-check";
import { closest } from "./closest";

const KEYS = ["replicas", "resources", "extraArgs", "logLevel", "name"];

test.each([
  ["replica", "replicas"],
  ["Replicas", "replicas"],
  ["extraargs", "extraArgs"],
  ["loglevle", "logLevel"],
  ["nmae", undefined],
  ["nam", "name"],
  ["provider", undefined],
  ["", undefined],
])("for %p, %p was probably meant", (misspelled, meant) => {
  expect(closest(misspelled, KEYS)).toBe(meant);
});

test("a key with one wrong letter is recognized, wherever the letter is", () => {
  fc.assert(
    fc.property(fc.constantFrom(...KEYS), fc.nat(), fc.constantFrom("", "_", "zz"), (key, position, wrong) => {
      const at = position % key.length;
      fc.pre(wrong !== "zz" || key.length > 4);
      expect(closest(`${key.slice(0, at)}${wrong}${key.slice(at + 1)}`, KEYS)).toBe(key);
    }),
  );
});
