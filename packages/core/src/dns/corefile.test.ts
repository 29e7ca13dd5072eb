import fc from "fast-check";
import { writeCorefile } from "./corefile";

test("a server block has its plugins, and they have their options, in the given order", () => {
  const text = writeCorefile([
    {
      zones: ["kairen.com.:1053", "example.org.:1053"],
      plugins: [
        { name: "errors" },
        { name: "health", args: [":8080"], options: [{ name: "lameduck", args: ["5s"] }] },
        { name: "template", args: ["ANY", "ANY"], options: [{ name: "authority", args: ["a.b. 5 IN SOA x. y."] }] },
      ],
    },
  ]);
  expect(text).toBe(`kairen.com.:1053 example.org.:1053 {
    errors
    health :8080 {
        lameduck 5s
    }
    template ANY ANY {
        authority "a.b. 5 IN SOA x. y."
    }
}
`);
});

test.each(["", "a\nb", "a{b", "}", 'a"b', "{$HOME}", "{%HOME%}", "# comment", "a\tb", "..\\", "ü"])(
  "%j is refused everywhere",
  (hostile) => {
    const plugins = [{ name: "errors" }];
    expect(() => writeCorefile([{ zones: [hostile], plugins }])).toThrow("cannot be written to a Corefile");
    expect(() => writeCorefile([{ zones: ["a."], plugins: [{ name: "forward", args: [hostile] }] }])).toThrow(
      "cannot be written to a Corefile",
    );
    expect(() => writeCorefile([{ zones: ["a."], plugins: [{ name: "etcd", options: [{ name: hostile }] }] }])).toThrow(
      "cannot be written to a Corefile",
    );
  },
);

test("any text is either refused or read back unchanged", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.domain()), { minLength: 1 }),
      (args) => {
        let text: string;
        try {
          text = writeCorefile([{ zones: ["a."], plugins: [{ name: "forward", args }] }]);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(wordsOf(text)).toEqual([["a.", "{"], ["forward", ...args], ["}"]]);
      },
    ),
    { numRuns: 500 },
  );
});

/** Reads a Corefile as its lexer does: lines of words, with spaces inside quotes. */
function wordsOf(text: string): string[][] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!));
}
