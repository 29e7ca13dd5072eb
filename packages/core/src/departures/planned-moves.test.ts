import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { beginAnew, cluster, departed, PROGRAM, world } from "./departed.test-support";
import { droppedAmong, leavingAmong, leftAmong, tellPlanned } from "./planned-moves";

jest.mock("../federated-api/api-gate");
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
  tellPlanned({ departures: [], shifts: { shifts: [], unshifted: [], closings: [] }, dropped: [] });
  expect(world.told).toEqual([]);
});

test("a preview refuses moves for which there is room one by one, but not together", async () => {
  const allocatable = { pods: "3" };
  const { metadata, status } = cluster("a");
  const on = (name: string): Binding => {
    const resource = { apiVersion: "apps/v1", kind: "Deployment", name: `web-${name}`, namespace: "default" };
    return bindingOf({ resource, replicas: 2, placement: {}, clusters: [{ name, replicas: 2 }] });
  };
  world.has = {
    clusters: [{ metadata, status: { ...status, resourceSummary: { allocatable } } }, cluster("b"), cluster("c")],
    bindings: [on("b"), on("c")],
  };
  const { done } = await departed({}, true);
  expect((done as Error).message).toBe(
    'everything that moves: "a" does not have enough free capacity for what would move there: 4 pods needed, 3 free; ' +
      "make room there, or move less in one up",
  );
  world.has = { ...world.has, bindings: [on("b")] };
  expect((await departed({}, true)).done).toBeUndefined();
});
