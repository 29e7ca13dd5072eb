import { tell } from "../faults";
import type { Member } from "../plan";
import { memberTest } from "../plan/scheduler/affinity";
import { readClusterSelector } from "./cluster-selector";
import type { Findings } from "./findings";

const CLUSTERS: readonly Member[] = [
  { name: "a", labels: { region: "tw", size: "3" } },
  { name: "b", labels: { region: "eu", size: "20" } },
  { name: "c", labels: {} },
];

function read(text: string) {
  const findings: Findings = { faults: [], warnings: [] };
  const members = readClusterSelector("sel", text, CLUSTERS, findings);
  const selected = CLUSTERS.filter((cluster) => !memberTest(members?.affinity ?? {})(cluster));
  return { selected: selected.map(({ name }) => name).join(""), ...findings };
}

const one = (operator: string, values?: readonly unknown[], key = "region") =>
  JSON.stringify([{ key, operator, values }]);

test.each<[string, string]>([
  ...["in", "In", "=", "=="].map((operator): [string, string] => [one(operator, ["tw"]), "a"]),
  ...["notin", "NotIn", "!="].map((operator): [string, string] => [one(operator, ["tw"]), "bc"]),
  ...["exists", "Exists"].map((operator): [string, string] => [one(operator), "ab"]),
  ...["!", "DoesNotExist"].map((operator): [string, string] => [one(operator, []), "c"]),
  ...["gt", "Gt", ">"].map((operator): [string, string] => [one(operator, ["4"], "size"), "b"]),
  ...["lt", "Lt", "<"].map((operator): [string, string] => [one(operator, ["4"], "size"), "a"]),
  [one("in", ["tw", "eu"]), "ab"],
  ['[{"Key":"region","OPERATOR":"exists"},{"key":"region","operator":"!=","values":["eu"]}]', "a"],
  ['[{"key":"region","operator":"exists"},{"key":"size","operator":"<","values":["20"]}]', "a"],
  ["[]", "abc"],
  ["null", "abc"],
])("%s selects %s", (text, selected) => {
  expect(read(text)).toMatchObject({ selected, faults: [] });
});

test("numbers are compared now, and the clusters that match are named", () => {
  expect(read(one("gt", ["4"], "size")).warnings.map(tell)).toEqual([
    "sel: Karmada does not compare numbers, so it selects b by name, and no cluster that joins later",
  ]);
});

test.each<[string, string]>([
  ["", 'sel: "" is not valid JSON'],
  ["{}", 'sel: "{}" is not a list'],
  ['["a"]', 'sel[0]: "a" is not an object'],
  [one("IN", ["tw"]), 'sel[0].operator: "IN" is unknown; use one of "in", "In", "="'],
  [one("toString", ["tw"]), 'sel[0].operator: "toString" is unknown;'],
  ['[{"key":"region"}]', 'sel[0].operator: "" is unknown'],
  [one("in", []), 'sel[0].values: "" is not valid with operator "in"; use at least one value'],
  [one("=", ["a", "b"]), 'sel[0].values: "a,b" is not valid with operator "="; use one value'],
  [one("!", ["a"]), 'sel[0].values: "a" is not valid with operator "!"; use no values'],
  [one("gt", ["x"]), 'sel[0].values[0]: "x" is not a number'],
  [one("in", [1]), 'sel[0].values[0]: "1" is not a string'],
  [one("in", ["a b"]), 'sel[0].values[0]: "a b" is not a label value'],
  [one("in", ["tw"], "a b"), 'sel[0].key: "a b" is not a label key'],
  [one("gt", ["99"], "size"), "compares labels that no cluster has"],
])("%s, which Federation v1 did not sync, is a fault", (text, fault) => {
  expect(read(text).faults.map(tell)).toEqual([expect.stringContaining(fault)]);
});
