import { selectionsIn, strangersIn } from "./named-members";

const named = (...clusterNames: string[]) => ({ clusterNames });

test("a placement names members in its affinity, its groups, what they overflow into, and its weights", () => {
  const selections = selectionsIn({
    clusterAffinity: named("f", "a"),
    clusterAffinities: [
      { affinityName: "near", ...named("b"), overflowAffinities: [{ affinityName: "far", ...named("c") }] },
    ],
    replicaScheduling: { weightPreference: { staticWeightList: [{ targetCluster: named("d"), weight: 1 }] } },
  });
  expect(strangersIn(selections, [{ name: "a" }])).toEqual(["b", "c", "d", "f"]);
});

test("a name that is only excluded needs no member", () => {
  expect(strangersIn(selectionsIn({ clusterAffinity: { exclude: ["gone"] } }), [])).toEqual([]);
});
