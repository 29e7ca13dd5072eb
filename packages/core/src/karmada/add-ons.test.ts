import { RELEASE } from ".";
import { rulesInMembers, withAddOns } from "./add-ons";

test("without add-ons, a release has its own components", () => {
  expect(withAddOns(RELEASE, []).components).toEqual(RELEASE.components);
});

test("with an add-on, a release has its component, and others as they are with it", () => {
  const { components } = withAddOns(RELEASE, ["estimators"]);
  expect(Object.keys(components)).toEqual([...Object.keys(RELEASE.components), "estimators"]);
  expect(components.scheduler.flags).toMatchObject({ "enable-scheduler-estimator": "true" });
  expect(components.webhook).toBe(RELEASE.components.webhook);
  expect(RELEASE.components.scheduler.flags).toMatchObject({ "enable-scheduler-estimator": "false" });
});

test("in a member, an add-on only reads, and no Secret", () => {
  const rules = Object.values(RELEASE.addOns).flatMap(({ inMember = [] }) => inMember);
  expect(rules.length).toBeGreaterThan(0);
  for (const { verbs, resources = [] } of rules as readonly { verbs: string[]; resources?: string[] }[]) {
    expect(verbs.filter((verb) => !["get", "list", "watch"].includes(verb))).toEqual([]);
    expect(resources.filter((kind) => kind === "*" || kind === "secrets")).toEqual([]);
  }
});

test("what an add-on does in members as the control plane is known only with it", () => {
  expect(rulesInMembers(withAddOns(RELEASE, ["estimators", "descheduler"]))).toEqual([]);
  expect(rulesInMembers(withAddOns(RELEASE, ["metricsAdapter"]))).toEqual(RELEASE.addOns.metricsAdapter.asControlPlane);
});
