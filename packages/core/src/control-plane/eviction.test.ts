import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { evicting, evictionFaults } from "./eviction";

test("eviction adds its feature gates to those that a user sets, and keeps other arguments", () => {
  const [name, flags] = Object.entries(RELEASE.eviction).find(([, given]) => "feature-gates" in given!)!;
  const given = { [name]: { replicas: 2, extraArgs: { "feature-gates": "Own=true", v: "4" } } };
  expect(evicting(RELEASE, given)).toMatchObject({
    [name]: { replicas: 2, extraArgs: { ...flags, "feature-gates": `${flags!["feature-gates"]},Own=true`, v: "4" } },
  });
});

test("a flag that would turn eviction off again is refused, and other feature gates are not", () => {
  const told = (extraArgs: Record<string, string>): string[] =>
    evictionFaults(RELEASE, { controllerManager: { extraArgs } }).map(tell);
  expect(told({ "enable-no-execute-taint-eviction": "false" })).toEqual([
    'controllerManager.extraArgs.enable-no-execute-taint-eviction: "false" overrides "true", ' +
      "which evictFromLostMembers requires; leave it out, or set evictFromLostMembers to false",
  ]);
  expect(told({ "feature-gates": "Own=true, Failover=false" })).toHaveLength(1);
  expect(told({ "feature-gates": "Failover=true,Failover =false" })).toHaveLength(1);
  expect(told({ "feature-gates": "Failover" })).toHaveLength(1);
  expect(told({ "feature-gates": "Own=true,GracefulFailover=false", v: "4" })).toEqual([]);
  expect(told({ "feature-gates": "Failover=true,Own=true" })).toEqual([]);
  expect(told({ "enable-no-execute-taint-eviction": "1" })).toEqual([]);
  expect(told({ "enable-no-execute-taint-eviction": "true" })).toEqual([]);
});
