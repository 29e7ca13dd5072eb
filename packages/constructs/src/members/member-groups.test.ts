import { tell } from "../faults";
import { MemberGroups, membersOf } from "./member-groups";
import { Members } from "./members";

const faultsOf = (groups: MemberGroups | MemberGroups<true>): string[] => groups.faults.map(tell);

test("groups are tried in order, and each overflow belongs to the group before it", () => {
  const groups = MemberGroups.first("one", ["a"])
    .overflowingTo("more", ["b"])
    .overflowingTo("most", ["c"])
    .orElse("two", ["d"]);
  expect(groups.terms).toEqual([
    {
      affinityName: "one",
      clusterNames: ["a"],
      overflowAffinities: [
        { affinityName: "more", clusterNames: ["b"] },
        { affinityName: "most", clusterNames: ["c"] },
      ],
    },
    { affinityName: "two", clusterNames: ["d"] },
  ]);
  expect([groups.overflows, MemberGroups.first("one", ["a"]).overflows, groups.selections.length]).toEqual([
    true,
    false,
    4,
  ]);
});

test("adding a group leaves the groups as they were", () => {
  const one = MemberGroups.first("one", ["a"]);
  one.orElse("two", ["b"]).overflowingTo("more", ["c"]);
  expect(one.terms).toEqual([{ affinityName: "one", clusterNames: ["a"] }]);
});

test("names that two groups have, that are too long or no labels, are faults", () => {
  expect(faultsOf(MemberGroups.first("one", ["a"]).orElse("two", ["b"]))).toEqual([]);
  expect(faultsOf(MemberGroups.first("one", ["a"]).orElse("one", ["b"]))).toEqual([
    'MemberGroups: "one" is the name of two groups; rename one',
  ]);
  expect(faultsOf(MemberGroups.first("x".repeat(33), ["a"]))).toEqual([
    expect.stringMatching(/has 33 characters; use at most 32$/),
  ]);
  expect(faultsOf(MemberGroups.first("x".repeat(32), ["a"]))).toEqual([]);
  expect(faultsOf(MemberGroups.first("no name", ["a"]))).toHaveLength(1);
});

test("a group of all members has nothing to overflow into", () => {
  expect(faultsOf(MemberGroups.first("all", Members.all()).overflowingTo("more", ["a"]))).toEqual([
    'MemberGroups: "all" already has every member; use a smaller selection to overflow from',
  ]);
});

test("faults of a selection are those of its group, and anything else than a selection is a fault", () => {
  expect(faultsOf(MemberGroups.first("one", ["F_A"]))).toHaveLength(1);
  expect(membersOf(5 as never, "placement").faults.map(({ path }) => path)).toEqual(["placement"]);
  const members = Members.named("a");
  expect(membersOf(members, "placement")).toBe(members);
});
