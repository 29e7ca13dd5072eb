import { tell } from "./fault";
import { BOOLEAN, checked, mapOf, NUMBER, ofKinds, PATTERN, secret, SKIPPED_API, STRING, wordOf } from "./kinds";
import { shapeFaults } from "./read";
import type { Shape } from "./shape";

const told = (shape: Shape, value: unknown): string[] => shapeFaults("x", value, shape).map(tell);
const SERVICE = wordOf(["NodePort", "ClusterIP"]);
const STORAGE = wordOf(["ephemeral"], { size: STRING });
const RECORDS = ofKinds({ etcd: { kind: STRING, replicas: NUMBER }, external: { kind: STRING, urls: [STRING] } });

test("values of their kind have no faults", () => {
  const right: [Shape, unknown][] = [
    [STRING, ""],
    [NUMBER, 0],
    [BOOLEAN, false],
    [SERVICE, "NodePort"],
    [STORAGE, "ephemeral"],
    [STORAGE, { size: "1Gi" }],
    [RECORDS, { kind: "external", urls: ["a"] }],
  ];
  for (const [shape, value] of right) expect(told(shape, value)).toEqual([]);
});

test.each<[Shape, unknown, string]>([
  [STRING, 1, '"1" is a number; put it in quotes'],
  [STRING, true, '"true" is a boolean; put it in quotes'],
  [STRING, new Date(0), "is a date; put it in quotes"],
  [STRING, ["a"], "is a list; use a string"],
  [STRING, new Map(), "is of a type that cannot be used here; use a string"],
  [STRING, () => "x", "is a function; use a string"],
  [NUMBER, "1", '"1" is a string; use a number'],
  [NUMBER, NaN, '"NaN" is not a finite number; use a number'],
  [BOOLEAN, "no", '"no" is a string; use true or false'],
  [SERVICE, "Nodeport", '"Nodeport" is not supported; use "NodePort" or "ClusterIP"'],
  [SERVICE, 1, '"1" is a number; use "NodePort" or "ClusterIP"'],
  [STORAGE, "none", '"none" is not supported; use "ephemeral", or an object with "size"'],
])("%p does not take %p", (shape, value, fault) => {
  expect(told(shape, value)).toEqual([`x: ${fault}`]);
});

test("the fields of an object follow from its kind, which has to be one that exists", () => {
  expect(shapeFaults("x", { kind: "etcd", urls: [] }, RECORDS).map(tell)).toEqual([
    'x.urls: is not a known field; remove it, or use "kind" or "replicas"',
  ]);
  const kinds = 'use "etcd" or "external"';
  expect(told(RECORDS, { kind: "constructor", urls: 1 })).toEqual([`x.kind: "constructor" is not supported; ${kinds}`]);
  expect(told(RECORDS, {})).toEqual([`x.kind: is missing; ${kinds}`]);
  expect(told(RECORDS, "etcd")).toEqual(['x: "etcd" is a string; use an object']);
});

test("a secret value is not shown, at any depth", () => {
  const shape = secret({ tokens: [NUMBER], key: wordOf(["a"]) });
  expect(told(shape, { tokens: ["hunter2"], key: "hunter2" })).toEqual([
    "x.tokens[0]: is a string; use a number",
    'x.key: is not supported; use "a"',
  ]);
});

describe("what else has to hold", () => {
  const even = checked<number>(NUMBER, (path, value) => (value % 2 === 0 ? [] : [{ path, problem: "is odd" }]));
  const ordered = checked<{ min: number; max: number }>(
    { min: even, max: even, name: STRING },
    (path, { min, max }) => (min <= max ? [] : [{ path: `${path}.min`, problem: "is more than max" }]),
    ["min", "max"],
  );

  test("is asked only where the shape is right", () => {
    expect(told(even, 2)).toEqual([]);
    expect(told(even, 3)).toEqual(["x: is odd"]);
    expect(told(even, "3")).toEqual(['x: "3" is a string; use a number']);
    expect(told(even, undefined)).toEqual([]);
  });

  test("is asked between fields that are right, whatever is wrong with others", () => {
    expect(told(ordered, { min: 4, max: 2, name: 1 })).toEqual([
      'x.name: "1" is a number; put it in quotes',
      "x.min: is more than max",
    ]);
    expect(told(ordered, { min: 5, max: 2 })).toEqual(["x.min: is odd"]);
    expect(told(ordered, { min: 4, max: "2" })).toEqual(['x.max: "2" is a string; use a number']);
  });
});

test("a map has keys and values without faults", () => {
  const map = mapOf((path, key) => (key.length < 3 ? [] : [{ path, problem: "is too long" }]), NUMBER);
  expect(told(map, { a: 1 })).toEqual([]);
  expect(told(map, { long: 1, b: "x" })).toEqual(["x.long: is too long", 'x.b: "x" is a string; use a number']);
  expect(told(map, "a")).toEqual(['x: "a" is a string; use an object']);
});

test("a pattern has to be a regular expression", () => {
  expect([".*", "kube-.*", "[", 1, undefined].map(PATTERN.is)).toEqual([true, true, false, false, false]);
});

test("an API to skip is a group, a version of it, or kinds of that", () => {
  const right = ["example.com", "example.com/v1", "example.com/v1/Shop", "example.com/v1/Shop,Cart", "v1/Secret,Pod"];
  expect(right.filter((api) => !SKIPPED_API.is(api))).toEqual([]);
  expect(["", "a/b/c/d", "v1/Secret,", "a;b", 1, undefined].filter(SKIPPED_API.is)).toEqual([]);
});
