import { tell } from "../faults";
import type { Findings } from "./findings";
import { readPreferences } from "./preferences";

function read(text: string) {
  const findings: Findings = { faults: [], warnings: [] };
  const { clusters, rebalance } = readPreferences("prefs", text, findings);
  return { clusters: JSON.parse(JSON.stringify(clusters)) as unknown, rebalance, ...findings };
}

test.each<[string, object, boolean]>([
  ['{"clusters":{"*":{"weight":1}}}', { "*": { weight: 1 } }, false],
  [
    '{"Rebalance":true,"CLUSTERS":{"A":{"MinReplicas":1,"maxreplicas":2}}}',
    { A: { minReplicas: 1, maxReplicas: 2 } },
    true,
  ],
  ['{"clusters":{"A":null,"B":{"maxReplicas":null}},"rebalance":null}', { A: {}, B: {} }, false],
  ['{"clusters":{"A":{"maxReplicas":9223372036854775807}}}', { A: { maxReplicas: 2 ** 63 } }, false],
  [
    '{"clusters":{"__proto__":{"weight":1},"constructor":{}}}',
    { ["__proto__"]: { weight: 1 }, constructor: {} },
    false,
  ],
  ["{}", {}, false],
  ["null", {}, false],
])("%s is read as Federation v1 did", (text, clusters, rebalance) => {
  expect(read(text)).toEqual({ clusters, rebalance, faults: [], warnings: [] });
});

test.each<[string, string]>([
  ["", 'prefs: "" is not valid JSON; use one such as {"clusters":{"*":{"weight":1}}}'],
  ["{'clusters':{}}", 'prefs: "{\'clusters\':{}}" is not valid JSON; use one such as {"clusters":{"*":{"weight":1}}}'],
  ["[]", 'prefs: "[]" is not an object; use one in braces'],
  ['{"clusters":"A"}', 'prefs.clusters: "A" is not an object; use one in braces'],
  ['{"clusters":{"A":1}}', 'prefs.clusters.A: "1" is not an object; use one in braces'],
  ['{"rebalance":"true"}', 'prefs.rebalance: "true" is neither true nor false; use one of them, without quotes'],
  [
    '{"rebalance":{"a":[1]}}',
    'prefs.rebalance: "{\\"a\\":[\\"1\\"]}" is neither true nor false; use one of them, without quotes',
  ],
  ['{"rebalance":true,"Rebalance":true}', 'prefs.Rebalance: "Rebalance" repeats rebalance; list it once'],
  ...["1.0", "1e2", "-1", '"1"', "2147483648", "9223372036854775808"].map((weight): [string, string] => [
    `{"clusters":{"*":{"weight":${weight}}}}`,
    `prefs.clusters.*.weight: "${weight.replaceAll('"', "")}" is not a whole number from 0 to 2147483647; use digits only`,
  ]),
])("%s, which Federation v1 ignored or misread, is a fault", (text, fault) => {
  expect(read(text).faults.map(tell)).toEqual([fault]);
});

test("a field that Federation v1 did not know is ignored, as it was, with a warning", () => {
  const { faults, warnings, clusters } = read('{"clusters":{"A":{"wieght":1.5}}}');
  expect({ faults, clusters }).toEqual({ faults: [], clusters: { A: {} } });
  expect(warnings.map(tell)).toEqual([
    "prefs.clusters.A.wieght: is not one of minReplicas, maxReplicas, weight, so it is ignored, as before",
  ]);
});

test("all faults of an annotation are reported at once", () => {
  expect(read('{"rebalance":1,"clusters":{"A":{"weight":"x","minReplicas":-1},"B":[]}}').faults).toHaveLength(4);
});
