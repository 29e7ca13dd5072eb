import { Members } from "./members";
import { disjoint, unionOf } from "./selections";

test("names can be joined with names, regions with regions, but not a name with a region", () => {
  const union = (...parts: Members[]) => unionOf(parts)?.affinity;
  expect(union(Members.named("b"), Members.named("a"))).toEqual({ clusterNames: ["a", "b"] });
  expect(union(Members.inRegion("us"), Members.inRegion("eu"))).toEqual(Members.inRegion("eu", "us").affinity);
  expect(unionOf([Members.named("a"), Members.all()])?.affinity).toBeUndefined();
  expect(unionOf([Members.named("a"), Members.inRegion("eu")])).toBeUndefined();
  expect(unionOf([Members.inZone("a"), Members.inRegion("eu")])).toBeUndefined();
  expect(unionOf([Members.named("a").except("b")])).toBeUndefined();
});

test("selections are disjoint if their names, regions, providers or labels are; zones do not separate them", () => {
  expect(disjoint(Members.named("a"), Members.named("b"))).toBe(true);
  expect(disjoint(Members.inRegion("eu"), Members.inRegion("us").except("a"))).toBe(true);
  expect(disjoint(Members.labeled({ tier: "edge" }), Members.labeled({ tier: "core" }))).toBe(true);
  expect(disjoint(Members.named("a"), Members.inRegion("eu"))).toBe(false);
  expect(disjoint(Members.inZone("a"), Members.inZone("b"))).toBe(false);
  expect(disjoint(Members.all(), Members.named("a"))).toBe(false);
});
