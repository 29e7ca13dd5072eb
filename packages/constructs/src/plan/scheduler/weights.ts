import type { PlacementSpec } from "../../api/karmada";
import { memberTest } from "./affinity";
import type { Candidate } from "./candidates";
import type { Counts } from "./webster";

/** Weights of members: the greatest of the rules that match. If no rule matches any member, each has weight 1. */
export function weightsOf(candidates: readonly Candidate[], { replicaScheduling }: PlacementSpec): Counts {
  const named = new Map<string, number>();
  const rules = (replicaScheduling?.weightPreference?.staticWeightList ?? []).flatMap(({ targetCluster, weight }) => {
    const { clusterNames = [], labelSelector, fieldSelector, exclude = [] } = targetCluster;
    if (clusterNames.length === 0 || labelSelector || fieldSelector || exclude.length > 0) {
      return [{ test: memberTest(targetCluster), weight }];
    }
    for (const name of clusterNames) named.set(name, Math.max(weight, named.get(name) ?? 0));
    return [];
  });
  const weights = new Map<string, number>();
  for (const { name, member } of candidates) {
    let greatest = named.get(name) ?? 0;
    for (const { test, weight } of rules) if (weight > greatest && !test(member)) greatest = weight;
    if (greatest > 0) weights.set(name, greatest);
  }
  return weights.size > 0 ? weights : new Map(candidates.map(({ name }) => [name, 1]));
}
