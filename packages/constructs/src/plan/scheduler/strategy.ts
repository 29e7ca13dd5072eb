import type { PlacementSpec, SpreadConstraint } from "../../api/karmada";

/** How replicas are divided among members. */
export type Division = "duplicated" | "static" | "dynamic" | "aggregated";

/** The division of a placement, with Karmada's defaults. */
export function divisionOf({ replicaScheduling }: PlacementSpec): Division {
  if (!replicaScheduling) return "duplicated";
  const { replicaSchedulingType = "Divided", replicaDivisionPreference = "Weighted" } = replicaScheduling;
  if (replicaSchedulingType === "Duplicated") return "duplicated";
  if (replicaDivisionPreference === "Aggregated") return "aggregated";
  return replicaScheduling.weightPreference?.dynamicWeight ? "dynamic" : "static";
}

/** The effective spread constraints; none if replicas are divided by fixed weights. */
export function spreadOf(placement: PlacementSpec): readonly SpreadConstraint[] {
  const { weightPreference } = placement.replicaScheduling ?? {};
  const weighted = !weightPreference || Boolean(weightPreference.staticWeightList?.length);
  return divisionOf(placement) === "static" && weighted ? [] : (placement.spreadConstraints ?? []);
}
