import { App, Chart } from "cdk8s";
import { FederatedDeployment, MemberGroups, Members, Placement } from "@fedstack/constructs";
import type { PlacementOptions, PolicyOptions, MemberSelection } from "@fedstack/constructs";
import fc, { type Arbitrary } from "fast-check";
import { NAMES, WORDS } from "./fleets";

const rarely = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.tuple(fc.nat(3), value).map(([dice, drawn]) => (dice === 0 ? drawn : undefined));

/** Includes a name that no member has. */
const name = fc.constantFrom(...NAMES, "no-such-cluster");
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
const members: Arbitrary<Members> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(Members.all()) },
      names.map((some) => Members.named(...some)),
      fc.constantFrom(...WORDS.tiers).map((tier) => Members.labeled({ tier })),
      fc.constantFrom(...WORDS.tiers).map((tier) => Members.notLabeled({ tier })),
      fc.constantFrom(Members.withLabelKeys("gpu"), Members.withoutLabelKeys("gpu")),
      fc.subarray([...WORDS.regions], { minLength: 1 }).map((regions) => Members.inRegion(...regions)),
      fc.constantFrom(...WORDS.zones).map((zone) => Members.inZone(zone)),
      fc.constantFrom(...WORDS.providers).map((provider) => Members.ofCloudProvider(provider)),
    ),
    rarely(fc.constantFrom(Members.inRegion("tw"), Members.withLabelKeys("gpu"))),
    rarely(name),
  )
  .map(([base, other, excluded]) => {
    const both = other ? base.and(other) : base;
    return excluded ? both.except(excluded) : both;
  });
const where: Arbitrary<MemberSelection> = fc.oneof(members, names);
const groups = fc.tuple(where, where).map(([one, two]) => MemberGroups.first("one", one).orElse("two", two));
const overflowing = fc.tuple(groups, where).map(([both, more]) => both.overflowingTo("more", more));

const count = fc
  .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 2 }))
  .map(([min, further]) => ({ min, max: min + further }));
const spread = fc.record({ members: count, regions: count }, { requiredKeys: [], noNullPrototype: true });
const tolerations = fc.constantFrom(
  undefined,
  [{}],
  [{ key: WORDS.taint }],
  [{ key: WORDS.taint, value: "planned", effect: "NoSchedule" as const }],
);
const options: Arbitrary<PolicyOptions> = tolerations.map((tolerated) => ({ tolerations: tolerated }));
const choosing: Arbitrary<PlacementOptions> = fc
  .tuple(options, rarely(spread))
  .map(([rest, over]) => ({ ...rest, spread: over }));
const weights = fc.array(fc.tuple(fc.oneof(name, members), fc.integer({ min: 1, max: 5 })), {
  minLength: 1,
  maxLength: 4,
});

/** Placements of every division that the types allow and that have no faults. */
export const placements: Arbitrary<Placement> = fc
  .oneof(
    fc.tuple(fc.oneof(where, groups), choosing).map(([to, more]) => Placement.duplicated(to, more)),
    fc.tuple(fc.oneof(where, groups), options).map(([to, more]) => Placement.evenly(to, more)),
    fc
      .tuple(weights, rarely(where), options)
      .map(([shares, among, more]) => Placement.weighted(shares, { ...more, among })),
    fc.tuple(fc.oneof(where, groups, overflowing), choosing).map(([to, more]) => Placement.packed(to, more)),
    fc.tuple(fc.oneof(where, overflowing), choosing).map(([to, more]) => Placement.byFreeCapacity(to, more)),
  )
  .filter(isValid);

function isValid(placement: Placement): boolean {
  const chart = new Chart(new App(), "chart");
  new FederatedDeployment(chart, "workload", { image: "nginx", placement });
  return chart.node.findAll().every(({ node }) => node.validate().length === 0);
}
