import { type Manifest, planManifests } from "@fedstack/constructs/plan";
import fc from "fast-check";
import { APPLIED_PLACEMENT } from "../karmada/names";
import type { Ask } from "../kubeconfig/ask";
import { patchOf } from "./binding";
import { LateShifts, type LateShiftsArgs } from "./late-shifts";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import { endBegun, forget, shift } from "./shifting";
import { asking, placed, placementOf, program, readyClusters, running, WITH_C } from "./shifting.test-support";
import { type Shifts, shiftsIn } from "./shifts";
import { ACTIONS, type Action, type SimulatedFederation } from "./simulated-federation.test-support";

const shiftsOf = (federation: SimulatedFederation, done: Program): Shifts => {
  const clusters = readyClusters(...federation.setting.members);
  return shiftsIn(done, new Placements(done), { clusters, bindings: placed(federation) });
};

/** What departures do in a run, and what the engine does. */
async function run(
  ask: Ask,
  federation: SimulatedFederation,
  done: Program,
  args: Partial<LateShiftsArgs> = {},
  placement = placementOf(done),
): Promise<void> {
  while ((await endBegun(ask, done)).length > 0);
  const { shifts } = shiftsOf(federation, done);
  while ((await forget(ask, done, readyClusters(...federation.setting.members))).length > 0);
  const early = shifts.filter(({ isLate }) => !isLate);
  if (early.length > 0) await shift(ask, early, () => done, 60);
  const engine = { applied: Promise.resolve() };
  const late = new LateShifts({
    program: () => done,
    joined: () => Promise.resolve(),
    applied: () => engine.applied,
    timeoutSeconds: 60,
    ...args,
  });
  late.take(shifts);
  engine.applied = late.suspended(done.objects).then(() => federation.place(placement));
  await Promise.all([late.run(ask), engine.applied]);
}

/** Where a workload is scheduled, and whether the scheduler is kept from it. */
const schedule = ({ bindings }: SimulatedFederation): unknown => {
  const { clusters = [], suspension } = bindings[0]!.spec;
  const shares = Object.fromEntries(clusters.map(({ name, replicas }) => [name, replicas]));
  return [shares, suspension?.scheduling ?? false];
};

const everything = (federation: SimulatedFederation) => (): void => ACTIONS.forEach((one) => federation.act(one));
const withoutStarts = (federation: SimulatedFederation) => (): void =>
  (["schedule", "distribute", "collect", "report"] as const).forEach((one) => federation.act(one));

beforeEach(() =>
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never),
);
afterEach(() => jest.restoreAllMocks());

/** Lets time run out after so many looks at the clock. */
function outOfTime(looks: number): void {
  let [left, now] = [looks, Date.now()];
  jest.spyOn(Date, "now").mockImplementation(() => (left-- > 0 ? now : (now += 120_000)));
}

/** A run whose new member does not serve in time. */
async function leaveOpen(federation: SimulatedFederation, done: Program): Promise<void> {
  outOfTime(20);
  await run(asking(federation, withoutStarts(federation)), federation, done).catch(() => undefined);
  jest.mocked(Date.now).mockRestore();
}

test("runs that are killed at any moment, and another one, bring replicas to a new member, and miss none", async () => {
  const weight = fc.integer({ min: 1, max: 3 });
  const count = fc.integer({ min: 4, max: 8 });
  const course = fc.array(fc.constantFrom<Action>(...ACTIONS), { maxLength: 40 });
  const kills = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(weight, weight, weight, count, count, course, kills, async (a, b, c, ofA, ofB, actions, lives) => {
      const federation = running(ofA, ofB, 0);
      const done = program({ a, b, c }, federation.setting.replicas);
      const [planned] = shiftsOf(federation, done).shifts;
      const left = [...actions];
      let least = Infinity;
      const act = (some: readonly Action[]): void =>
        some.forEach((one) => {
          federation.act(one);
          least = Math.min(least, federation.total);
        });
      const happens = (): void => act(left.length > 0 ? left.splice(0, 3) : ACTIONS);
      const asked = asking(federation, happens, () => act(left.splice(0, 1)));
      for (const life of lives) {
        let questions = life;
        const dying: Ask = (one) => (questions-- > 0 ? asked(one) : Promise.reject(new Error("killed")));
        await run(dying, federation, done).catch(() => undefined);
        happens();
      }
      await run(asked, federation, done);
      act(ACTIONS);
      act(ACTIONS);
      expect(least).toBeGreaterThanOrEqual(federation.setting.replicas);
      const shares = planned ? planned.shares : new Map([...federation.ready]);
      expect(schedule(federation)).toEqual([Object.fromEntries(shares), false]);
      expect(Object.keys(federation.bindings[0]!.metadata.annotations!)).toEqual([APPLIED_PLACEMENT]);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test("nothing is kept from the scheduler, and nothing may change, before the new members have joined", async () => {
  const [federation, done] = [running(4, 2, 0), program(WITH_C, 6)];
  const joined = jest.fn(() => new Promise(() => undefined));
  void run(asking(federation, everything(federation)), federation, done, { joined });
  await new Promise((resolve) => setImmediate(resolve));
  expect(joined.mock.calls).toEqual([[["c"]]]);
  expect(schedule(federation)).toEqual([{ a: 4, b: 2 }, false]);
  expect(federation.bindings[0]!.spec.placement).not.toEqual(placementOf(done));
});

test("a shift whose placement does not change fails, and leaves everything as it was", async () => {
  const [federation, done] = [running(4, 2, 0), program(WITH_C, 6)];
  const ask = asking(federation, everything(federation));
  outOfTime(20);
  await expect(run(ask, federation, done, {}, federation.bindings[0]!.spec.placement)).rejects.toThrow(
    /after 60 s: Deployment web does not have its new placement yet\. Run "pulumi up" again to go on\.$/,
  );
  expect(schedule(federation)).toEqual([{ a: 4, b: 2 }, false]);
});

test("a shift whose new member never serves fails with nothing lost, however often, and can be undone", async () => {
  const [federation, done] = [running(4, 2, 0), program(WITH_C, 6)];
  const ask = asking(federation, withoutStarts(federation));
  for (let runs = 0; runs < 3; runs += 1) {
    outOfTime(20);
    await expect(run(ask, federation, done)).rejects.toThrow(/^new placements: not everything runs .* on c\./);
    jest.mocked(Date.now).mockRestore();
    withoutStarts(federation)();
    expect([schedule(federation), federation.total]).toEqual([[{ a: 4, b: 2 }, false], 6]);
    expect(shiftsOf(federation, done).shifts).toHaveLength(1);
  }
  await run(asking(federation, everything(federation)), federation, program({ a: 2, b: 1 }, 6));
  federation.act("collect");
  expect([schedule(federation), federation.total]).toEqual([[{ a: 4, b: 2 }, false], 6]);
});

test("a workload that another policy places when it could go on is not kept from the scheduler", async () => {
  const [federation, done] = [running(4, 2, 0), program(WITH_C, 6)];
  await leaveOpen(federation, done);
  const [open] = placed(federation);
  const annotations = { ...open!.metadata.annotations, "propagationpolicy.karmada.io/name": "another" };
  const others = { ...open!, metadata: { ...open!.metadata, annotations } };
  const present = { clusters: readyClusters("a", "b", "c"), bindings: [others] };
  expect(shiftsIn(done, new Placements(done), present)).toEqual({ shifts: [], unshifted: [], closings: [] });
});

/** A workload as another Deployment has it, in all its objects. */
const renamed = <T>(object: T, name: string): T =>
  JSON.parse(JSON.stringify(object).replaceAll('"web"', JSON.stringify(name))) as T;

/** Late shifts of two calls, `web` and `api`, of which only the members of the first one join. */
async function ofTwoCalls(): Promise<{ late: LateShifts; objects: Record<string, Manifest[]> }> {
  const [federation, web] = [running(4, 2, 0), program(WITH_C, 6)];
  const objects = { web: [...web.objects], api: renamed([...web.objects], "api") };
  const members = web.members;
  const plans = Object.values(objects).map((some) => planManifests(some, members));
  const done = { ...web, plans, objects: Object.values(objects).flat() };
  const [binding] = placed(federation);
  const present = { clusters: readyClusters("a", "b", "c"), bindings: [binding!, renamed(binding!, "api")] };
  const { shifts } = shiftsIn(done, new Placements(done), present);
  expect(shifts).toHaveLength(2);
  let calls = 0;
  const joined = (): Promise<unknown> => (calls++ === 0 ? Promise.resolve() : new Promise(() => undefined));
  const late = new LateShifts({
    program: () => done,
    joined,
    applied: () => new Promise(() => {}),
    timeoutSeconds: 60,
  });
  late.take(shifts);
  void late.run(asking(federation, everything(federation)));
  await new Promise((resolve) => setTimeout(resolve));
  return { late, objects };
}

/** Whether objects may change. */
const mayChange = async (late: LateShifts, objects: readonly Manifest[]): Promise<boolean> => {
  let may = false;
  void late.suspended(objects).then(() => (may = true));
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  return may;
};

test("a call whose new members do not join does not hold back another one", async () => {
  const { late, objects } = await ofTwoCalls();
  expect([await mayChange(late, objects["web"]!), await mayChange(late, objects["api"]!)]).toEqual([true, false]);
});

test("a policy may not change before the workload of another call that it places is suspended", async () => {
  const { late, objects } = await ofTwoCalls();
  const [, policy] = objects["api"] as [Manifest, Manifest];
  const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "default" } };
  expect([await mayChange(late, [policy]), await mayChange(late, [settings])]).toEqual([false, true]);
});

test("a workload that cannot be suspended keeps its call from changing anything, and nothing stays suspended", async () => {
  const [federation, done] = [running(4, 2, 0), program(WITH_C, 6)];
  const { shifts } = shiftsOf(federation, done);
  const late = new LateShifts({
    program: () => done,
    joined: () => Promise.resolve(),
    applied: () => Promise.resolve(),
    timeoutSeconds: 60,
  });
  late.take(shifts);
  const changes = late.suspended(done.objects).catch((error: Error) => error.message);
  let happened = 0;
  // The scheduler follows no change for a while.
  const ask = asking(federation, () => (happened++ > 30 ? everything(federation)() : federation.place({})));
  outOfTime(20);
  await expect(late.run(ask)).rejects.toThrow(/^new placements: the scheduler still divides/);
  expect(await changes).toMatch(/Deployment web is not scheduled yet/);
  expect(federation.bindings[0]!.spec.suspension?.scheduling ?? false).toBe(false);
});

test("a mark that is no longer needed goes, although something else changes the workload meanwhile", async () => {
  const [federation, done] = [running(4, 2, 0), program(WITH_C, 6)];
  await leaveOpen(federation, done);
  const [web] = placed(federation);
  const clusters = Object.entries(WITH_C).map(([name, replicas]) => ({ name, replicas }));
  federation.patch(patchOf(web!, { clusters }));
  everything(federation)();
  let conflicts = 2;
  const ask = asking(federation, everything(federation), () => conflicts-- > 0 && federation.act("report"));
  await run(ask, federation, done);
  expect(Object.keys(federation.bindings[0]!.metadata.annotations!)).toEqual([APPLIED_PLACEMENT]);
});
