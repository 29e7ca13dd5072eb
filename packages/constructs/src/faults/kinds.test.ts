import { tell } from "./fault";
import { BOOLEAN, NUMBER, ofKinds, secret, STRING, wordOf } from "./kinds";
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
