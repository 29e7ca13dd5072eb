import fc from "fast-check";
import { tell } from "../faults";
import { Members } from "./members";

test("names can be strings or anything with a name, in any order and repeated", () => {
  const expected = { clusterNames: ["f-a-cluster", "f-b-cluster"] };
  expect(Members.named("f-b-cluster", { name: "f-a-cluster" }).affinity).toEqual(expected);
  expect(Members.named("f-a-cluster", "f-b-cluster", "f-a-cluster").affinity).toEqual(expected);
});

test("joining selections intersects what they select and adds up what they exclude", () => {
  const selection = Members.inRegion("eu")
    .except("eu-3")
    .and(Members.labeled({ tier: "edge" }).except("eu-1"));
  expect(selection.affinity).toEqual({
    labelSelector: { matchExpressions: [{ key: "tier", operator: "In", values: ["edge"] }] },
    fieldSelector: { matchExpressions: [{ key: "region", operator: "In", values: ["eu"] }] },
    exclude: ["eu-1", "eu-3"],
  });
  expect(Members.named("a", "b").and(Members.named("b", "c")).affinity).toEqual({ clusterNames: ["b"] });
});

const selections = fc.array(
  fc.oneof(
    fc.constantFrom("a", "b", "c").map((name) => Members.named(name, "d")),
    fc.constantFrom("eu", "us").map((region) => Members.inRegion(region)),
    fc.constantFrom("aws", "gcp").map((provider) => Members.ofCloudProvider(provider)),
    fc.constantFrom("edge", "core").map((tier) => Members.labeled({ tier, size: ["s", "m"] })),
    fc.constantFrom("e", "f").map((name) => Members.all().except(name)),
  ),
  { minLength: 1, maxLength: 5 },
);
const all = (parts: readonly Members[]) => parts.reduce((one, other) => one.and(other), Members.all());

test("the order in which selections are joined makes no difference", () => {
  fc.assert(
    fc.property(selections, (parts) => {
      expect(JSON.stringify(all([...parts].reverse()).affinity)).toBe(JSON.stringify(all(parts).affinity));
    }),
  );
});

test("a selection that cannot match any member is a fault", () => {
  const empty = [
    "Members: the selection cannot match any member; use names that all selections have and that are not excluded",
  ];
  expect(Members.named("a").and(Members.named("b")).faults.map(tell)).toEqual(empty);
  expect(Members.named("a").except("a").faults.map(tell)).toEqual(empty);
  expect(Members.named().faults.map(tell)).toEqual(["Members.named: () selects nothing; add at least one"]);
  expect(Members.inRegion().faults.map(tell)).toEqual(["Members.inRegion: () selects nothing; add at least one"]);
});

test("all invalid names are reported at once, with their positions", () => {
  expect(
    Members.named("f-a-cluster", "F_A", { name: undefined as never })
      .except("")
      .faults.map(tell),
  ).toEqual([
    'Members.named[1]: "F_A" is not a valid cluster name; use at most 48 lowercase letters, digits and "-", with a letter or digit at both ends',
    "Members.named[2]: is missing; use the name that the member joined with",
    'Members.except[0]: "" is not a valid cluster name; use at most 48 lowercase letters, digits and "-", with a letter or digit at both ends',
  ]);
});

test("labels that Kubernetes would refuse are faults", () => {
  expect(Members.labeled({ "a b": "x", tier: "new\nline" }).faults.map(tell)).toEqual([
    'Members.labeled[0]: "a b" is not a label key; use one such as "tier" or "example.com/tier"',
    'Members.labeled.tier[0]: "new\\nline" is not a label value; use at most 63 letters, digits and inner "-", "_" and "."',
  ]);
  expect(Members.withLabelKeys("-gpu").faults.map(tell)).toHaveLength(1);
});

test("a selection tells whether a member is in it, by name, label, region, zone and provider", () => {
  const member = { name: "eu-1", labels: { tier: "edge" }, region: "eu", zones: ["eu-a"], cloudProvider: "aws" };
  const others = [
    Members.named("eu-2"),
    Members.labeled({ tier: "core" }),
    Members.inRegion("us"),
    Members.inZone("eu-b"),
    Members.ofCloudProvider("gcp"),
    Members.all().except("eu-1"),
  ];
  const ofIt = [
    Members.all(),
    Members.named("eu-1"),
    Members.labeled({ tier: ["edge", "core"] }),
    Members.inRegion("eu").and(Members.inZone("eu-a")),
    Members.ofCloudProvider("aws").except("eu-2"),
  ];
  expect(ofIt.map((selection) => selection.selects(member))).toEqual(ofIt.map(() => true));
  expect(others.map((selection) => selection.selects(member))).toEqual(others.map(() => false));
});
