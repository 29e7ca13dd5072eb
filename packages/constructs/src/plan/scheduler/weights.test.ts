import type { ClusterAffinity, PlacementSpec } from "../../api/karmada";
import { weightRules, weightsOf } from "./weights";

const members = [{ name: "a", region: "tw" }, { name: "b", region: "tw" }, { name: "c" }];
const weightsBy = (placement: PlacementSpec) => {
  const weightOf = weightRules(placement);
  return Object.fromEntries(weightsOf(members.map((member) => ({ name: member.name, weight: weightOf(member) }))));
};
const weigh = (...rules: (readonly [ClusterAffinity, number])[]) => {
  const staticWeightList = rules.map(([targetCluster, weight]) => ({ targetCluster, weight }));
  return weightsBy({ replicaScheduling: { weightPreference: { staticWeightList } } });
};
const tw = {
  fieldSelector: { matchExpressions: [{ key: "region" as const, operator: "In" as const, values: ["tw"] }] },
};

test("without weights, all members weigh the same", () => {
  expect(weigh()).toEqual({ a: 1, b: 1, c: 1 });
  expect(weightsBy({})).toEqual({ a: 1, b: 1, c: 1 });
});

test("a member has the greatest weight of the rules that match it, by name or by selector", () => {
  expect(weigh([{ clusterNames: ["a"] }, 1], [tw, 2], [{ clusterNames: ["b"] }, 3])).toEqual({ a: 2, b: 3 });
});

test("a member that no rule matches has no weight, unless no rule matches any member", () => {
  expect(weigh([{ clusterNames: ["c"] }, 5])).toEqual({ c: 5 });
  expect(weigh([{ clusterNames: ["z"] }, 5])).toEqual({ a: 1, b: 1, c: 1 });
});

test("a rule with an exclusion does not count for the excluded member", () => {
  expect(weigh([{ ...tw, exclude: ["a"] }, 2])).toEqual({ b: 2 });
});
