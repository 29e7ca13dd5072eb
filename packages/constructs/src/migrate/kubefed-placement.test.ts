import { selectedBy } from "./kubefed-placement";
import { MEMBERS } from "./kubefed.test-support";
import type { Findings } from "./findings";
import type { KubefedPlacement } from "./kubefed-spec";

function select(placement: KubefedPlacement): { readonly names: readonly string[]; readonly told: readonly string[] } {
  const findings: Findings = { faults: [], warnings: [] };
  const { names } = selectedBy("doc", placement, MEMBERS, findings);
  return { names, told: [...findings.faults, ...findings.warnings].map(({ path, problem }) => `${path}: ${problem}`) };
}

test.each<[string, KubefedPlacement, readonly string[]]>([
  ["neither clusters nor selector selects nobody", {}, []],
  ["an empty selector selects everybody", { clusterSelector: {} }, ["a", "b", "c"]],
  ["clusters take precedence over a selector", { clusters: [{ name: "c" }], clusterSelector: {} }, ["c"]],
  ["an empty list of clusters takes precedence, too", { clusters: [], clusterSelector: {} }, []],
  ["labels", { clusterSelector: { matchLabels: { tier: "core" } } }, ["c"]],
  [
    "expressions",
    {
      clusterSelector: {
        matchExpressions: [
          { key: "tier", operator: "NotIn", values: ["core"] },
          { key: "tier", operator: "Exists" },
          { key: "gpu", operator: "DoesNotExist" },
          { key: "tier", operator: "In", values: ["edge", "core"] },
        ],
      },
    },
    ["a", "b"],
  ],
])("%s", (_, placement, names) => {
  expect(select(placement)).toEqual({ names, told: [] });
});

test("a cluster that is not a member is a warning", () => {
  expect(select({ clusters: [{ name: "a" }, { name: "z" }] })).toEqual({
    names: ["a"],
    told: ['doc: spec.placement: "z" is not a member, so it is left out'],
  });
});

test("an unknown operator is a fault", () => {
  expect(select({ clusterSelector: { matchExpressions: [{ key: "tier", operator: "Gt" }] } }).told).toEqual([
    'doc: spec.placement.clusterSelector: "Gt" is not an operator of label selectors',
  ]);
});
