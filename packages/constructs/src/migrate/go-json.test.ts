import { tell } from "../faults";
import type { Findings } from "./findings";
import { boolean, entriesOf, fieldsOf, goJson, goList, goText, wholeNumber } from "./go-json";

let findings: Findings;
beforeEach(() => {
  findings = { faults: [], warnings: [] };
});
const problems = (): string[] => findings.faults.map(({ path, problem }) => `${path}: ${problem}`);
const read = (text: string): unknown => goJson("a", text, "{}", findings);

test("text that is not JSON is a fault, and not read", () => {
  expect(read("{")).toBeUndefined();
  expect(problems()).toEqual(['a: "{" is not valid JSON']);
});

test.each([
  ["0", 0],
  ["9223372036854775807", Number(2n ** 63n - 1n)],
  ["null", undefined],
])("%s is a whole number of Go, or absent", (text, value) => {
  expect(wholeNumber("a", read(text), findings)).toBe(value);
  expect(problems()).toEqual([]);
});

test.each(["1.0", "1e2", "-1", "9223372036854775808", '"1"', "true"])(
  "%s is not a whole number of Go, and is shown as it is spelled",
  (text) => {
    expect(wholeNumber("a", read(text), findings)).toBeUndefined();
    expect(problems()).toEqual([
      expect.stringMatching(/^a: ".*" is not a whole number from 0 to 9223372036854775807$/),
    ]);
    expect(problems()[0]).toContain(text.replaceAll('"', ""));
  },
);

test("digits inside strings stay text", () => {
  const { a, b } = fieldsOf("x", read('{"a":"12 \\"34\\"","b":"5"}'), ["a", "b"], findings);
  expect([goText("a", a, findings), goText("b", b, findings)]).toEqual(['12 "34"', "5"]);
  expect(problems()).toEqual([]);
});

test("fields are read whatever their case; unknown ones are ignored with a warning, and repeated ones are faults", () => {
  const fields = fieldsOf("a", read('{"MaxReplicas":1,"maxreplicas":2,"other":3}'), ["maxReplicas"], findings);
  expect(wholeNumber("a", fields.maxReplicas, findings)).toBe(1);
  expect(problems()).toEqual(['a.maxreplicas: "maxreplicas" repeats maxReplicas']);
  expect(findings.warnings.map(tell)).toEqual(["a.other: is not one of maxReplicas, so it is ignored, as before"]);
});

test("what is null or absent is empty, and what is of another type is a fault", () => {
  expect(entriesOf("a", null, findings)).toEqual([]);
  expect(goList("a", undefined, findings)).toEqual([]);
  expect(goText("a", null, findings)).toBe("");
  expect(boolean("a", null, findings)).toBeUndefined();
  expect(problems()).toEqual([]);
  expect(entriesOf("b", read("[7]"), findings)).toEqual([]);
  expect(goList("c", read('{"a":7}'), findings)).toEqual([]);
  expect(goText("d", read("7"), findings)).toBe("");
  expect(boolean("e", read('"true"'), findings)).toBeUndefined();
  expect(problems()).toEqual([
    'b: "[\\"7\\"]" is not an object',
    'c: "{\\"a\\":\\"7\\"}" is not a list',
    'd: "7" is not a string',
    'e: "true" is neither true nor false',
  ]);
});
