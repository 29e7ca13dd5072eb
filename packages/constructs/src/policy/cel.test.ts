import { allOf, anyOf, entry, hasLabels, literal, text } from "./cel";

test("conditions in conditions are put in brackets, and simple ones are not", () => {
  expect(allOf("a", "b || c")).toBe("a && (b || c)");
  expect(anyOf("a", allOf("b", "c"))).toBe("a || (b && c)");
  expect(allOf("a ? b : c", "d == e")).toBe("(a ? b : c) && d == e");
});

test("text is joined of literals and expressions, and literals of text are part of it", () => {
  expect(text((cel) => `in ${cel("a.b")} and ${cel('"c"')}`)).toBe('"in " + a.b + " and c"');
  expect(text((cel) => cel("a"))).toBe("a");
  expect(text(() => 'a "quote"')).toBe('"a \\"quote\\""');
});

test("a field that may be missing is read by its key, whatever the key", () => {
  expect(entry("object", "labels", "example.com/tier")).toBe('object.?labels[?"example.com/tier"]');
  expect(literal('a"b')).toBe('"a\\"b"');
});

test("an object has to have every label", () => {
  expect(hasLabels("object", { a: "1", b: "2" })).toBe(
    'object.metadata.?labels[?"a"] == optional.of("1") && object.metadata.?labels[?"b"] == optional.of("2")',
  );
});
