import type { ClusterAffinity, PlacementSpec } from "../../api/karmada";
import type { Member } from "../model/member";

/** The selections of members in a placement. */
export function selectionsIn(placement: PlacementSpec): readonly ClusterAffinity[] {
  const { clusterAffinity, clusterAffinities = [], replicaScheduling } = placement;
  return [
    ...(clusterAffinity ? [clusterAffinity] : []),
    ...clusterAffinities.flatMap((group) => [group, ...(group.overflowAffinities ?? [])]),
    ...(replicaScheduling?.weightPreference?.staticWeightList ?? []).map(({ targetCluster }) => targetCluster),
  ];
}

const known = new WeakMap<readonly Member[], ReadonlySet<string>>();

/** The names in selections that no member has, sorted. The list of members must not change. */
export function strangersIn(selections: readonly ClusterAffinity[], members: readonly Member[]): readonly string[] {
  const named = new Set(selections.flatMap(({ clusterNames = [] }) => clusterNames));
  if (named.size === 0) return [];
  const names = known.get(members) ?? new Set(members.map(({ name }) => name));
  known.set(members, names);
  return [...named].filter((name) => !names.has(name)).sort();
}
