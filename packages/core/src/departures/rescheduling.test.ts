import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { rescheduling } from "./rescheduling";

const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 2 } };
const placedOn = (...clusterNames: string[]) => ({ clusterAffinity: { clusterNames } });
const policyOf = (placement: object) => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "web" },
  spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }], placement },
});
/** Whether `web`, placed as it was, is rescheduled away from `b` by what the program deploys. */
const isRescheduled = (was: object, ...objects: (typeof deployment)[]): boolean => {
  const plans = [planManifests(objects, [{ name: "a" }, { name: "b" }])];
  return rescheduling("b", { plans, objects })(bindingOf({ placement: was as Binding["spec"]["placement"] }));
};

test("an object is rescheduled if its policy named the member and names it no longer", () => {
  expect(isRescheduled(placedOn("a", "b"), deployment, policyOf(placedOn("a")) as never)).toBe(true);
  expect(isRescheduled(placedOn("a", "b"), deployment, policyOf(placedOn("a", "b")) as never)).toBe(false);
});

test("an object is not rescheduled that was not placed by name, or that the program does not place", () => {
  expect(isRescheduled({}, deployment, policyOf(placedOn("a")) as never)).toBe(false);
  expect(isRescheduled(placedOn("a", "b"), deployment)).toBe(false);
  expect(isRescheduled(placedOn("a", "b"))).toBe(false);
});
