import * as fc from "fast-check";
import { prepare } from "./prepare";
import { roll } from "./roll";
import { quickly, SimulatedWaves } from "./simulated-waves.test-support";

const { told, clock } = quickly();
const MEMBERS = ["a", "b", "c"];

/** What an up does: prepares, applies and rolls. */
async function up(
  world: SimulatedWaves,
  image: string,
  call = world.call(image),
  ill: readonly string[] = [],
): Promise<void> {
  const goesOn = await prepare(world.ask, call);
  world.apply(image);
  if (goesOn) await roll(world.ask, call, ill);
}

test("members get a change one wave after the other, in whatever order the control plane does its work", async () => {
  const order = fc.array(fc.nat({ max: 3 }), { maxLength: 12 }).map((more) => [...more, 0, 1, 2, 3]);
  await fc.assert(
    fc.asyncProperty(order, async (actions) => {
      const world = new SimulatedWaves(MEMBERS, actions);
      await up(world, "v2");
      expect(world.got).toEqual(MEMBERS.map((name) => [name, "v2"]));
      expect(world.suspended).toEqual([]);
    }),
  );
});

test("an up stops at a wave that is not healthy, and says where, what is missing, and who has what was there before", async () => {
  const world = new SimulatedWaves(MEMBERS);
  world.broken.add("v2");
  await expect(up(world, "v2")).rejects.toThrow(
    'deploy("web"): the change does not run on a within 60 s: Deployment web has 0 of 2 replicas available on a. ' +
      "b, c still have what was there before. Fix what the call deploys, or restore the previous version, then run",
  );
  expect(world.got).toEqual([["a", "v2"]]);
});

test("what was there before undoes a change that stopped, and the later members never see it", async () => {
  const world = new SimulatedWaves(MEMBERS);
  world.broken.add("v2");
  await up(world, "v2").catch(() => undefined);
  await up(world, "v1");
  expect(world.got).toEqual([
    ["a", "v2"],
    ["a", "v1"],
  ]);
  expect(world.suspended).toEqual([]);
});

test("the next up goes on where one stopped, and holds back again what has changed since", async () => {
  const world = new SimulatedWaves(MEMBERS);
  await prepare(world.ask, world.call("v2"));
  world.apply("v2");
  await up(world, "v2");
  expect(world.got).toEqual(MEMBERS.map((name) => [name, "v2"]));
  world.got.length = 0;
  world.broken.add("v3");
  await up(world, "v3").catch(() => undefined);
  await up(world, "v4");
  expect(world.got).toEqual([["a", "v3"], ...MEMBERS.map((name) => [name, "v4"])]);
});

test("an up that changes nothing waits for nothing", async () => {
  const world = new SimulatedWaves(MEMBERS);
  expect(await prepare(world.ask, world.call("v1"))).toBe(false);
  expect(clock.now).toBe(0);
  expect(told).toEqual([]);
});

test("a wave has to be healthy for its whole time, without a break", async () => {
  const world = new SimulatedWaves(["a", "b"]);
  const waves = [
    { members: ["a"], soakSeconds: 10 },
    { members: ["b"], soakSeconds: 0 },
  ];
  await prepare(world.ask, world.call("v2"));
  world.apply("v2");
  let breaks = 1;
  await roll(
    (question) => {
      if (clock.now > 5_000 && breaks-- > 0) world.broken.add("v2");
      else if (clock.now > 8_000) world.broken.clear();
      return world.ask(question);
    },
    world.call("v2", { waves }),
    [],
  );
  expect(clock.now).toBeGreaterThan(18_000);
  expect(world.got).toEqual([
    ["a", "v2"],
    ["b", "v2"],
  ]);
});

test("a member that does not respond is not waited for, but a wave in which none does is the last", async () => {
  const world = new SimulatedWaves(MEMBERS);
  const waves = [
    { members: ["a", "b"], soakSeconds: 0 },
    { members: ["c"], soakSeconds: 0 },
  ];
  await up(world, "v2", world.call("v2", { waves }), ["b"]);
  expect(world.got).toContainEqual(["c", "v2"]);
  await expect(up(world, "v3", world.call("v3"), ["a"])).rejects.toThrow(
    'deploy("web"): no member of a responds. b, c still have what was there before. Run "pulumi up" again when one does.',
  );
});

test("what is held back while the federated API does not answer is not taken for what has the change", async () => {
  const world = new SimulatedWaves(MEMBERS);
  await prepare(world.ask, world.call("v2"));
  world.apply("v2");
  const silent = roll(
    (question) =>
      clock.now > 2_000
        ? Promise.resolve({ status: 0, body: undefined, message: "no response" })
        : world
            .ask(question)
            .then((answer) => ({ ...answer, status: question.method === "PATCH" ? 503 : answer.status })),
    world.call("v2"),
    [],
  );
  await expect(silent).rejects.toThrow(/b cannot go on after 60 s: /);
});
