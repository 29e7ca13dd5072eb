import { planManifests } from "../plan-manifests";
import { comparePlans } from "./compare-plans";
import { checkPlan } from "./given-plan";
import { planDiagram } from "./plan-diagram";
import { planTable } from "./plan-table";

const PLAN = planManifests([], [{ name: "a" }]);

test("what planManifests returns is a plan", () => {
  expect(() => checkPlan("plan", PLAN)).not.toThrow();
});

test.each([
  [undefined, "plan: is missing; use what planManifests() returns"],
  ["x", 'plan: "x" is a string; use an object'],
  [{ ...PLAN, workloads: undefined }, "plan.workloads: is missing; set it"],
  [{ ...PLAN, objects: [{ kind: "Service" }] }, "plan.objects[0].apiVersion: is missing; use a string"],
])("%j is not a plan", (plan, told) => {
  expect(() => checkPlan("plan", plan)).toThrow(told);
});

test("every report names the argument that is not a plan", () => {
  const none = undefined as never;
  expect(() => planTable(none)).toThrow("plan: is missing");
  expect(() => planDiagram(none, [])).toThrow("plan: is missing");
  expect(() => comparePlans(none, PLAN)).toThrow("before: is missing");
  expect(() => comparePlans(PLAN, none)).toThrow("after: is missing");
  expect(() => planDiagram(PLAN, [], { before: { plan: none, members: [] } })).toThrow("before.plan: is missing");
});
