import { Duration } from "cdk8s";
import { tell } from "../faults";
import { failoverFaults, failoverSpec } from "./failover";
import type { Failover } from "./failover";

const faultsOf = (failover: object): string[] => failoverFaults("failover", failover as Failover).map(tell);

test("an application fails over after five minutes, gracefully, unless options say otherwise", () => {
  expect(failoverSpec({ application: {} })).toEqual({
    application: {
      decisionConditions: { tolerationSeconds: 300 },
      purgeMode: "Gracefully",
      gracePeriodSeconds: 600,
    },
  });
  expect(failoverSpec({ application: { after: Duration.seconds(30), purgeMode: "never" } })).toEqual({
    application: { decisionConditions: { tolerationSeconds: 30 }, purgeMode: "Never" },
  });
});

test("state is carried over by sorted labels", () => {
  const preserve = { b: "{.b}", a: "{.a}" };
  const rules = [
    { aliasLabelName: "a", jsonPath: "{.a}" },
    { aliasLabelName: "b", jsonPath: "{.b}" },
  ];
  expect(failoverSpec({ cluster: { preserve } })).toEqual({
    cluster: { purgeMode: "Gracefully", statePreservation: { rules } },
  });
});

test("options that do nothing, or that do not go together, are faults", () => {
  expect(faultsOf({})).toEqual(["failover: {} has no effect; set application, cluster or both"]);
  expect(faultsOf({ application: { purgeMode: "later" } })).toEqual([
    'failover.application.purgeMode: "later" is not supported; use "gracefully", "directly" or "never"',
  ]);
  expect(faultsOf({ application: { purgeMode: "never", gracePeriod: Duration.minutes(1) } })).toEqual([
    'failover.application.gracePeriod: applies only to purgeMode "gracefully", not "never"; leave it out',
  ]);
  expect(faultsOf({ cluster: { preserve: { a: ".status" } } })).toEqual([
    'failover.cluster.preserve.a: ".status" is not a JSONPath template; use one such as "{.availableReplicas}"',
  ]);
});

test("durations are whole seconds", () => {
  expect(faultsOf({ application: { after: Duration.millis(1500) } })).toHaveLength(1);
  expect(faultsOf({ application: { gracePeriod: Duration.seconds(0) } })).toHaveLength(1);
});
