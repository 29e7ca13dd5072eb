import type { PlacementSpec } from "../../api/karmada";
import { divisionOf, spreadOf } from "./strategy";

const divided = (more: object = {}): PlacementSpec => ({
  replicaScheduling: { replicaSchedulingType: "Divided", ...more },
  spreadConstraints: [{ spreadByField: "cluster", minGroups: 1, maxGroups: 2 }],
});

test("a placement duplicates unless it says otherwise, and divides by fixed weights unless it says otherwise", () => {
  expect(divisionOf({})).toBe("duplicated");
  expect(divisionOf({ replicaScheduling: { replicaSchedulingType: "Duplicated" } })).toBe("duplicated");
  expect(divisionOf({ replicaScheduling: {} })).toBe("static");
  expect(divisionOf(divided())).toBe("static");
  expect(divisionOf(divided({ replicaDivisionPreference: "Aggregated" }))).toBe("aggregated");
  expect(divisionOf(divided({ weightPreference: { dynamicWeight: "AvailableReplicas" } }))).toBe("dynamic");
});

test("spread constraints have no effect on fixed or equal weights", () => {
  const weight = { targetCluster: { clusterNames: ["a"] }, weight: 1 };
  expect(spreadOf(divided())).toEqual([]);
  expect(spreadOf(divided({ weightPreference: { staticWeightList: [weight] } }))).toEqual([]);
  expect(spreadOf(divided({ replicaDivisionPreference: "Aggregated" }))).toHaveLength(1);
  expect(spreadOf({ ...divided(), replicaScheduling: { replicaSchedulingType: "Duplicated" } })).toHaveLength(1);
  expect(spreadOf({})).toEqual([]);
});
