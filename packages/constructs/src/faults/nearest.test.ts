import fc from "fast-check";
import { nearest } from "./nearest";

const FIELDS = ["replicas", "image", "readinessProbe", "livenessProbe", "args", "env", "envFrom"];

test.each([
  ["replica", "replicas"],
  ["Replicas", "replicas"],
  ["readinesProbe", "readinessProbe"],
  ["iamge", "image"],
  ["arg", "args"],
])("%s is near to %s", (word, field) => {
  expect(nearest(word, FIELDS)).toBe(field);
});

test.each(["", "x", "command", "probe"])("%j is near to nothing", (word) => {
  expect(nearest(word, FIELDS)).toBeUndefined();
});

test("a word that misses one letter of a known one, or has two swapped, is near to it", () => {
  const words = fc.constantFrom(...FIELDS.filter((field) => field.length > 3));
  fc.assert(
    fc.property(words, fc.nat(), (field, n) => {
      const i = n % (field.length - 1);
      const less = field.slice(0, i) + field.slice(i + 1);
      const swapped = field.slice(0, i) + field[i + 1] + field[i] + field.slice(i + 2);
      expect(nearest(less, FIELDS)).toBe(field);
      expect(nearest(swapped, FIELDS)).toBe(field);
    }),
  );
});
