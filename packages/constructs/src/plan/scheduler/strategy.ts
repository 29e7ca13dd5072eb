import type { PlacementSpec, SpreadConstraint } from "../../api/karmada";

/** How a number of replicas becomes numbers on members. */
export type Division = "duplicated" | "static" | "dynamic" | "aggregated";

/** The division that a placement asks for, with the defaults that Karmada sets. */
export function divisionOf({ replicaScheduling }: PlacementSpec): Division {
  if (!replicaScheduling) return "duplicated";
  const { replicaSchedulingType = "Divided", replicaDivisionPreference = "Weighted" } = replicaScheduling;
  if (replicaSchedulingType === "Duplicated") return "duplicated";
  if (replicaDivisionPreference === "Aggregated") return "aggregated";
  return replicaScheduling.weightPreference?.dynamicWeight ? "dynamic" : "static";
}

/** The spread constraints that count: none where replicas are divided by fixed weights. */
export function spreadOf(placement: PlacementSpec): readonly SpreadConstraint[] {
  const { weightPreference } = placement.replicaScheduling ?? {};
  const weighted = !weightPreference || Boolean(weightPreference.staticWeightList?.length);
  return divisionOf(placement) === "static" && weighted ? [] : (placement.spreadConstraints ?? []);
}
