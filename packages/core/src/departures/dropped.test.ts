import * as pulumi from "@pulumi/pulumi";
import { federationLabels } from "../kube/labels";
import { bindingOf } from "./bindings.test-support";
import { beginAnew, cluster, departed, evicted, PROGRAM, silentB, world } from "./departed.test-support";

jest.mock("../federated-api/api-gate");
beginAnew();

test("a member that is dropped is deleted without being left, and a warning lists what it would still have", async () => {
  const warned = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  const needed = bindingOf({ requiredBy: [{ name: "old", clusters: [{ name: "b" }] }] });
  world.has = { clusters: [cluster("a"), silentB()], bindings: [needed], works: [evicted] };
  world.program = { ...PROGRAM, dropped: ["b"] };
  const { opened, done } = await departed({}, false);
  expect([opened, done, world.told]).toEqual([undefined, undefined, []]);
  expect(world.changed).toEqual(["DELETE b"]);
  expect(warned.mock.calls).toEqual([
    ["b is dropped. If the cluster ever comes back, it still has: Deployment web, Deployment old."],
  ]);
});

test("a drop goes on with a member that is being deleted, and has nothing to tell of copies if there are none", async () => {
  const warned = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  world.has = { clusters: [cluster("a"), silentB({ deletionTimestamp: "2026-01-01T00:00:00Z" })], bindings: [] };
  world.program = { ...PROGRAM, dropped: ["b"] };
  await departed();
  expect(world.changed).toEqual(["DELETE b"]);
  expect(warned.mock.calls).toEqual([
    ["b is dropped. If the cluster ever comes back, it still has: nothing that is placed there."],
  ]);
});

test("a drop that ended when the Cluster was gone goes on, so that nothing keeps objects from a cluster of that name", async () => {
  jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  const task = { fromCluster: "b", producer: "TaintManager", reason: "TaintUntolerated" };
  const left = bindingOf({ clusters: [{ name: "a" }], gracefulEvictionTasks: [task] });
  world.has = {
    clusters: [cluster("a")],
    get bindings() {
      return world.changed.some((one) => one.startsWith("web-deployment")) ? [] : [left];
    },
  };
  world.program = { ...PROGRAM, dropped: ["b"] };
  expect((await departed()).done).toBeUndefined();
  expect(world.changed).toEqual(["DELETE b", 'web-deployment {"resourceVersion":"7"}', "DELETE b"]);
});

test.each([true, false])("only a member of this federation is dropped (preview: %s)", async (dryRun) => {
  const warned = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  world.has = {
    clusters: [cluster("a"), silentB({ labels: federationLabels("test"), annotations: {} })],
    bindings: [],
  };
  world.program = { ...PROGRAM, dropped: ["b", "c"] };
  expect((await departed({}, dryRun)).done).toBeUndefined();
  expect(world.changed).toEqual([]);
  expect(warned.mock.calls).toEqual(
    ["b", "c"].map((name) => [`drop("${name}"): the federation has no member of that name. Remove the call.`]),
  );
});

test("a drop is too late once it is decided which members leave", async () => {
  jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  const { departures } = await departed();
  expect(departures.lateDropFaults("drop")).toMatchObject([
    { path: "drop", problem: "comes too late: the members that leave are already decided" },
  ]);
  world.has = { ...world.has, down: true };
  const undecided = await departed({}, true);
  expect(undecided.departures.lateDropFaults("drop")).toEqual([]);
});

test.each([true, false])("a member that responds is not dropped (preview: %s)", async (dryRun) => {
  const warned = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  world.program = { ...PROGRAM, dropped: ["b"] };
  const { done } = await departed({}, dryRun);
  expect(warned).not.toHaveBeenCalled();
  expect((done as Error).message).toMatch(/^drop\("b"\): the member responds; remove the call/);
  expect(world.changed).toEqual([]);
});
