import { cluster, PROGRAM, world, beginAnew } from "./departed.test-support";
import { droppedAmong, leavingAmong, leftAmong, tellPlanned } from "./planned-moves";

beginAnew();

const clusters = [cluster("a"), cluster("b"), cluster("c")];
const program = { ...PROGRAM, members: [{ name: "a" }], drained: ["a"], dropped: ["c"] };

test("a member leaves if the program neither joins nor drops it", () => {
  expect(leavingAmong(clusters, program, "prod")).toEqual(["b"]);
  expect(leavingAmong(clusters, program, "other")).toEqual([]);
});

test("everything leaves a member that leaves, unless it is to delete what it has, and one that is drained", () => {
  expect(leftAmong(clusters, program, { federation: "prod", leaving: {} })).toEqual(["b", "a"]);
  expect(leftAmong(clusters, program, { federation: "prod", leaving: { b: "delete" } })).toEqual(["a"]);
});

test("a member is dropped if this federation has joined it, or something still names it", () => {
  expect(droppedAmong({ clusters, bindings: [] }, program, "prod")).toEqual(["c"]);
  expect(droppedAmong({ clusters, bindings: [] }, program, "other")).toEqual([]);
  expect(droppedAmong({ clusters: [], bindings: [] }, program, "prod")).toEqual([]);
  const onC = { ...world.has.bindings[0], metadata: { name: "web", resourceVersion: "1" } };
  const spec = { resource: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, clusters: [{ name: "c" }] };
  expect(droppedAmong({ clusters: [], bindings: [{ ...onC, spec }] }, program, "prod")).toEqual(["c"]);
});

test("a run in which nothing moves says nothing", () => {
  tellPlanned({ departures: [], shifts: [], dropped: [] });
  expect(world.told).toEqual([]);
});
