import { refuse, required, shapeFaults, STRING } from "../../faults";
import type { FieldShapes } from "../../faults";

const OBJECT: FieldShapes = {
  apiVersion: required(STRING),
  kind: required(STRING),
  name: required(STRING),
  members: required(["anything"]),
  leftOut: required(["anything"]),
};
const PLAN: FieldShapes = {
  workloads: required([{ ...OBJECT, assignments: required(["anything"]) }]),
  objects: required([OBJECT]),
  missing: required(["anything"]),
  findings: required(["anything"]),
};

/**
 * Refuses what is not a plan.
 *
 * @throws Error with the path of each part that is not one of a plan
 */
export function checkPlan(path: string, plan: unknown): void {
  const shape = required(PLAN, "use what planManifests() returns");
  refuse(shapeFaults(path, plan, shape, { ignoresUnknown: true }));
}
