import { InvalidInputError } from "../validation/errors";
import { judge, prepare } from "./prepare";
import { quickly, SimulatedWaves } from "./simulated-waves.test-support";

const { told } = quickly();

test("all members but the first wave are held back before a change, and a message says who gets it when", async () => {
  const world = new SimulatedWaves(["a", "b", "c"]);
  expect(await prepare(world.ask, world.call("v2"))).toBe(true);
  expect(world.suspended).toEqual(["b", "c"]);
  expect(world.template.image).toBe("v1");
  expect(told).toEqual(['deploy("web"): Deployment web changes: first a, then b, then c']);
});

test("what is new goes to all members, and is waited for", async () => {
  const world = new SimulatedWaves(["a", "b"]);
  world.exists = false;
  expect(await prepare(world.ask, world.call("v1"))).toBe(true);
  expect(world.suspended).toEqual([]);
  expect(told).toEqual([]);
});

test("a change of only replicas goes to all members, but not together with one of what runs", async () => {
  const world = new SimulatedWaves(["a", "b"]);
  world.replicas = 5;
  expect(await prepare(world.ask, world.call("v1"))).toBe(true);
  expect(world.suspended).toEqual([]);
  await expect(prepare(world.ask, world.call("v2"))).rejects.toThrow(
    'deploy("web"): Deployment web: the number of its replicas changes while members are held back from another change; make the two changes in an up each',
  );
  expect(world.suspended).toEqual([]);
});

test("a member that is gone is not held back any more, and the others still are", async () => {
  const world = new SimulatedWaves(["a", "b"]);
  world.suspended = ["b", "gone"];
  await prepare(world.ask, world.call("v1"));
  expect(world.suspended).toEqual(["b"]);
  expect(told).toEqual(['deploy("web"): continues with b']);
});

test("what is not held back in time is an error, and nothing has changed", async () => {
  const world = new SimulatedWaves(["a", "b"], [1]);
  await expect(prepare(world.ask, world.call("v2"))).rejects.toThrow(
    'deploy("web"): not everything is held back after 60 s: Deployment web is not held back from b. Run "pulumi up" again to go on.',
  );
});

test("a workload that leaves a member in the same up is refused, also when it is only looked at", async () => {
  const world = new SimulatedWaves(["a", "b"]);
  const faults = judge(world.ask, world.call("v2", { staying: ["a"] }));
  await expect(faults).rejects.toThrow(InvalidInputError);
  await expect(faults).rejects.toThrow(/Deployment web: it leaves b while members are held back from another change/);
});
