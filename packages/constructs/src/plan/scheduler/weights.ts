import type { PlacementSpec } from "../../api/karmada";
import type { Member } from "../model/member";
import { memberTest } from "./affinity";
import type { Counts } from "./webster";

/** Compiles the fixed weights of a placement: a member has the greatest of the rules that match it, or 0. */
export function weightRules({ replicaScheduling }: PlacementSpec): (member: Member) => number {
  const named = new Map<string, number>();
  const rules = (replicaScheduling?.weightPreference?.staticWeightList ?? []).flatMap(({ targetCluster, weight }) => {
    const { clusterNames = [], labelSelector, fieldSelector, exclude = [] } = targetCluster;
    if (clusterNames.length === 0 || labelSelector || fieldSelector || exclude.length > 0) {
      return [{ test: memberTest(targetCluster), weight }];
    }
    for (const name of clusterNames) named.set(name, Math.max(weight, named.get(name) ?? 0));
    return [];
  });
  return (member) => {
    let greatest = named.get(member.name) ?? 0;
    for (const { test, weight } of rules) if (weight > greatest && !test(member)) greatest = weight;
    return greatest;
  };
}

type Weighed = readonly { readonly name: string; readonly weight: number }[];

const known = new WeakMap<Weighed, Counts>();

/**
 * Weights of members by their fixed weights. If no rule matches any of them, each has weight 1. Found once for each list,
 * which must not change.
 */
export function weightsOf(members: Weighed): Counts {
  const found = known.get(members);
  if (found) return found;
  const positive = members.filter(({ weight }) => weight > 0);
  const weights = new Map(
    positive.length > 0 ? positive.map(({ name, weight }) => [name, weight]) : members.map(({ name }) => [name, 1]),
  );
  known.set(members, weights);
  return weights;
}
