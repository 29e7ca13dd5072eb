import type { PlacementSpec } from "../api/karmada";
import { Duration } from "cdk8s";
import { tell } from "../faults";
import { MemberGroups } from "../members/member-groups";
import { Members } from "../members/members";
import type { Failover } from "./failover";
import { Placement } from "./placement";
import type { Toleration } from "./placement-options";

const [a, b] = [{ name: "f-a-cluster" }, { name: "f-b-cluster" }];

const specOf = ({ spec }: Placement): PlacementSpec => spec;

test("the order of weights makes no difference", () => {
  const one = Placement.weighted([[a, 1], [b, 3]]).spec; // prettier-ignore
  const other = Placement.weighted([[b, 3], [a, 1]]).spec; // prettier-ignore
  expect(JSON.stringify(other)).toBe(JSON.stringify(one));
});

test("members without a weight are not candidates", () => {
  expect(specOf(Placement.weighted([[a, 1], [b, 1]])).clusterAffinity).toEqual({ clusterNames: [a.name, b.name] }); // prettier-ignore
  const byRegion = Placement.weighted([[Members.inRegion("tw"), 2], [Members.inRegion("jp"), 1]]); // prettier-ignore
  expect(specOf(byRegion).clusterAffinity).toEqual(Members.inRegion("jp", "tw").affinity);
  expect(specOf(Placement.weighted([[Members.all(), 1], [a, 5]])).clusterAffinity).toBeUndefined(); // prettier-ignore
});

test("weights that no selection can join need an explicit selection", () => {
  const missing = "placement.among: is missing; set the members that may run it, such as Members.all()";
  expect(Placement.weighted([[a, 1], [Members.inRegion("tw"), 1]]).faults.map(tell)).toEqual([missing]); // prettier-ignore
  expect(Placement.weighted([[a, 1], [Members.inRegion("tw"), 1]], { among: Members.all() }).faults.map(tell)).toEqual([]); // prettier-ignore
});

test("invalid weights are reported, all at once", () => {
  expect(
    Placement.weighted([
      [a, 0],
      [b, 1.5],
      [a, -2],
    ]).faults.map(tell),
  ).toEqual([
    // prettier-ignore
    'placement.weighted[0] weight: "0" is out of range; use a whole number from 1',
    'placement.weighted[1] weight: "1.5" is out of range; use a whole number from 1',
    'placement.weighted[2] weight: "-2" is out of range; use a whole number from 1',
    'placement.weighted[2]: has two weights, "0" and "-2"; use one',
  ]);
  expect(Placement.weighted([]).faults.map(tell)).toContain(
    "placement.weighted: [] has no weights; add at least one, or use evenly()",
  );
});

test("groups are tried in order, and overflow in order", () => {
  const groups = MemberGroups.first("on-prem", [a])
    .overflowingTo("burst", [b])
    .orElse("backup", Members.inRegion("us"));
  expect(specOf(Placement.packed(groups)).clusterAffinities).toEqual([
    {
      affinityName: "on-prem",
      clusterNames: [a.name],
      overflowAffinities: [{ affinityName: "burst", clusterNames: [b.name] }],
    },
    { affinityName: "backup", ...Members.inRegion("us").affinity },
  ]);
});

test("groups are immutable: adding one leaves the others unchanged", () => {
  const first = MemberGroups.first("on-prem", [a]);
  first.orElse("backup", [b]);
  first.overflowingTo("burst", [b]);
  expect(first.terms).toEqual([{ affinityName: "on-prem", clusterNames: [a.name] }]);
});

test("names of groups are checked like in Karmada's webhook", () => {
  const long = "x".repeat(33);
  const groups = MemberGroups.first(long, [a]).orElse("no name", [a]).orElse("twice", [a]).orElse("twice", [b]);
  expect(Placement.evenly(groups).faults.map(tell)).toEqual([
    `MemberGroups: "${long}" has 33 characters; use at most 32`,
    'MemberGroups: "no name" is not a label key; use one such as "tier" or "example.com/tier"',
    'MemberGroups: "twice" is the name of two groups; rename one',
  ]);
  expect(
    Placement.packed(MemberGroups.first("all", Members.all()).overflowingTo("more", [a])).faults.map(tell),
  ).toEqual(['MemberGroups: "all" already has every member; use a smaller selection to overflow from']);
});

test("invalid combinations do not compile, and are reported if types are not checked", () => {
  const overflowing = MemberGroups.first("on-prem", [a]).overflowingTo("burst", [b]);
  // @ts-expect-error all replicas on each member cannot overflow
  expect(Placement.duplicated(overflowing).faults.map(tell)).toEqual([
    "placement: duplicated() cannot overflow; use packed() or byFreeCapacity()",
  ]);
  // @ts-expect-error equal parts cannot overflow
  expect(Placement.evenly(overflowing.orElse("backup", [b])).faults.map(tell)).toHaveLength(1);
  // @ts-expect-error fixed weights cannot overflow
  expect(Placement.weighted([[a, 1]], { among: overflowing }).faults.map(tell)).toHaveLength(1);
  // @ts-expect-error Karmada ignores spread with equal weights
  expect(Placement.evenly([a, b], { spread: { regions: { min: 2 } } }).faults.map(tell)).toEqual([
    "placement.spread: has no effect with evenly(); leave it out",
  ]);
  // @ts-expect-error Karmada ignores spread with fixed weights
  expect(Placement.weighted([[a, 1]], { spread: { members: { min: 2 } } }).faults.map(tell)).toHaveLength(1);
  // @ts-expect-error an application that is left where it is has no grace period
  const stays: Failover = { application: { purgeMode: "never", gracePeriod: Duration.minutes(1) } };
  expect(Placement.evenly([a], { failover: stays }).faults.map(tell)).toEqual([
    'placement.failover.application.gracePeriod: applies only to purgeMode "gracefully", not "never"; leave it out',
  ]);
  // @ts-expect-error a copy on a lost member is always removed
  expect(Placement.evenly([a], { failover: { cluster: { purgeMode: "never" } } }).faults.map(tell)).toHaveLength(1);
  // @ts-expect-error only an effect that evicts can be tolerated for a time
  const brief: Toleration = { effect: "NoSchedule", for: Duration.minutes(1) };
  expect(Placement.evenly([a], { tolerations: [brief] }).faults.map(tell)).toEqual([
    'placement.tolerations[0].for: applies only to effect "NoExecute"; leave it out',
  ]);
});

// @ts-expect-error only the factories create a placement
export type Created = ConstructorParameters<typeof Placement>;

test("failover of the application propagates its dependencies, as Karmada requires", () => {
  const placement = Placement.evenly([a], { failover: { application: {} } });
  expect(placement.policySpec).toEqual({
    propagateDeps: true,
    failover: {
      application: {
        decisionConditions: { tolerationSeconds: 300 },
        purgeMode: "Gracefully",
        gracePeriodSeconds: 600,
      },
    },
  });
  expect(
    Placement.evenly([a], { failover: { application: {} }, propagateDependencies: false }).faults.map(tell),
  ).toEqual(['placement.propagateDependencies: "false" contradicts failover of the application; leave it out']);
});

test("durations are whole seconds, and a grace period is at least one second", () => {
  const application = { after: Duration.millis(1500), gracePeriod: Duration.seconds(0) };
  expect(Placement.evenly([a], { failover: { application } }).faults.map(tell)).toEqual([
    'placement.failover.application.after in seconds: "1.5" is out of range; use a whole number from 0',
    'placement.failover.application.gracePeriod in seconds: "0" is out of range; use a whole number from 1',
  ]);
});

test("a spread over regions sets the number of members, because Karmada requires it and reads no limit as 0", () => {
  expect(specOf(Placement.duplicated(Members.all(), { spread: { regions: { min: 2 } } })).spreadConstraints).toEqual([
    { spreadByField: "region", minGroups: 2, maxGroups: 1000 },
    { spreadByField: "cluster", minGroups: 2, maxGroups: 1000 },
  ]);
});

test("impossible spreads are faults", () => {
  const spread = { regions: { min: 3, max: 2 }, members: { max: 2 }, labels: { "no key": { min: 0 } } };
  expect(Placement.packed(Members.all(), { spread }).faults.map(tell)).toEqual([
    'placement.spread.regions.max: "2" is out of range; use a whole number from 3',
    'placement.spread.labels["no key"].min: "0" is out of range; use a whole number from 1',
    'placement.spread.labels: "no key" is not a label key; use one such as "tier" or "example.com/tier"',
    'placement.spread.members.max: "2" members cannot cover "3" regions; use at least 3',
  ]);
});

test("options that Karmada's scheduler ignores give a warning", () => {
  const spread = { zones: { min: 2 }, cloudProviders: {}, labels: { rack: {} }, regions: {} };
  expect(Placement.packed(Members.all(), { spread }).warnings.map(tell)).toEqual([
    "placement.spread.zones: Karmada 1.18 chooses members only by region and by member",
    "placement.spread.cloudProviders: Karmada 1.18 chooses members only by region and by member",
    "placement.spread.labels.rack: Karmada 1.18 chooses members only by region and by member",
  ]);
});

test("options can be read", () => {
  const placement = Placement.packed([a], { priority: 3, onConflict: "overwrite" });
  expect([placement.division, placement.divided, placement.options.priority]).toEqual(["packed", true, 3]);
  expect(Placement.duplicated().divided).toBe(false);
});
