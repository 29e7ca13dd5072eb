import { RELEASE } from "../karmada";
import type { ControlPlaneArgs } from "./control-plane-args";
import { switchedOn } from "./switched-on";

const gatesOf = (args: Parameters<typeof switchedOn>[1]): (string | undefined)[] => {
  const { controllerManager, scheduler }: ControlPlaneArgs = switchedOn(RELEASE, args);
  return [controllerManager, scheduler].map((component) => component?.extraArgs?.["feature-gates"]);
};

test("nothing that is turned on adds no flag", () => {
  expect(switchedOn(RELEASE, { scheduler: { replicas: 2 }, evictFromLostMembers: false })).toEqual({
    scheduler: { replicas: 2 },
  });
});

test("eviction and add-ons each add their own", () => {
  const estimating = "CustomizedClusterResourceModeling=false";
  expect(gatesOf({ evictFromLostMembers: true })).toEqual(["Failover=true", undefined]);
  expect(gatesOf({ addOns: { estimators: true, descheduler: true } })).toEqual([undefined, estimating]);
  expect(gatesOf({ addOns: { estimators: false } })).toEqual([undefined, undefined]);
  expect(gatesOf({ addOns: { estimators: {} }, evictFromLostMembers: true })).toEqual(["Failover=true", estimating]);
});
