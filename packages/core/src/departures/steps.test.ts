import fc from "fast-check";
import { ACTIONS, type Action, type Setting, SimulatedFederation } from "./simulated-federation.test-support";
import { isWithdrawn, nextStep, nextStepBack } from "./steps";

const LEAVER = "b";
const setting: fc.Arbitrary<Setting> = fc.record({
  members: fc.constantFrom(["a", "b"], ["a", "b", "c"], ["b", "c", "d", "e"]),
  replicas: fc.integer({ min: 1, max: 9 }),
  divided: fc.boolean(),
});
const anySetting = setting.chain((given) =>
  given.divided ? fc.oneof(fc.constant(given), unbalanced(given)) : fc.constant(given),
);

/** Weights, and replicas that are not where the scheduler would place them. */
function unbalanced(given: Setting): fc.Arbitrary<Setting> {
  const each = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(one, { minLength: given.members.length, maxLength: given.members.length });
  return fc
    .record({ weights: each(fc.integer({ min: 1, max: 10 })), start: each(fc.nat(6)) })
    .filter(({ start }) => start.some((count) => count > 0))
    .map((more) => ({ ...given, ...more, replicas: more.start.reduce((sum, count) => sum + count) }));
}

/** What Karmada and the members do between two looks at the federated API. */
const course = fc.array(fc.array(fc.constantFrom<Action>(...ACTIONS), { maxLength: 6 }), { maxLength: 20 });
/** Enough for everything to happen. */
const FAIR: readonly (readonly Action[])[] = Array.from({ length: 25 }, () => ACTIONS);

const RUNS = { numRuns: 50 };

interface Look {
  readonly forgotten?: boolean;
  readonly isRescheduled?: () => boolean;
}

/** A federation whose member is to leave. */
function begun(given: Setting): SimulatedFederation {
  const federation = new SimulatedFederation(given);
  federation.cordoned = LEAVER;
  return federation;
}

/** One look at the federated API, and what follows from it. Returns what is still missing. */
function look(federation: SimulatedFederation, { forgotten = true, isRescheduled = () => false }: Look = {}): string[] {
  const { changes, lacks } = nextStep(federation.situationOf(LEAVER, { forgotten, isRescheduled }));
  changes.forEach((change) => federation.patch(change));
  return [...lacks];
}

/** All replicas serve, with what they need beside them, and no member is named that has no Service. */
function expectNoLoss(federation: SimulatedFederation): void {
  const { configured, named, ready, served, setting, total } = federation;
  const bare = (ready.get(LEAVER) ?? 0) > 0 && !configured.has(LEAVER);
  const unserved = named.filter((member) => !served.has(member));
  expect({ lost: Math.max(0, setting.replicas - total), bare, unserved }).toEqual({
    lost: 0,
    bare: false,
    unserved: [],
  });
}

function run(federation: SimulatedFederation, actions: readonly Action[]): void {
  for (const action of actions) {
    federation.act(action);
    expectNoLoss(federation);
  }
}

function expectGone(federation: SimulatedFederation): void {
  const named = federation.bindings.map(({ spec }) => JSON.stringify({ ...spec, placement: undefined }));
  expect(named.filter((one) => one.includes(`"${LEAVER}"`))).toEqual([]);
  for (const copies of [federation.ready, federation.served, federation.configured]) {
    expect([...copies.keys()]).not.toContain(LEAVER);
  }
}

test("a member is left with all replicas served at every moment, wherever they run, in whatever order things happen", () => {
  fc.assert(
    fc.property(anySetting, course, (given, actions) => {
      const federation = begun(given);
      for (const between of [...actions, ...FAIR]) {
        look(federation);
        run(federation, between);
      }
      expect(look(federation)).toEqual([]);
      expectGone(federation);
    }),
    RUNS,
  );
});

test("a member that the program's placements no longer name is left once they have changed, not before", () => {
  fc.assert(
    fc.property(setting, course, course, (given, before, after) => {
      const federation = begun({ ...given, divided: true, replicas: given.replicas + 4 });
      const isRescheduled = (): boolean => federation.allowed.includes(LEAVER);
      for (const between of [...before, ...FAIR]) {
        look(federation, { isRescheduled });
        run(federation, between);
      }
      expect([...federation.ready.keys()]).toContain(LEAVER);
      expect(look(federation, { isRescheduled })).toEqual(["Deployment web is still placed there"]);
      federation.allowed = given.members.filter((name) => name !== LEAVER);
      for (const between of [...after, ...FAIR]) {
        run(federation, between);
        look(federation, { isRescheduled });
      }
      expectGone(federation);
    }),
    RUNS,
  );
});

test("what is placed on other members from now on goes there without loss, whenever its placement changes", () => {
  fc.assert(
    fc.property(setting, fc.boolean(), course, course, (given, isSwapped, before, after) => {
      const others = given.members.filter((name) => name !== LEAVER);
      const federation = new SimulatedFederation(isSwapped ? { ...given, members: [LEAVER] } : given);
      const isRescheduled = (): boolean => federation.allowed.includes(LEAVER);
      for (const between of before) {
        look(federation, { isRescheduled });
        run(federation, between);
      }
      while (!nextStep(federation.situationOf(LEAVER, { isRescheduled })).held) {
        look(federation, { isRescheduled });
        run(federation, ACTIONS);
      }
      federation.allowed = others;
      for (const between of [...after, ...FAIR]) {
        run(federation, between);
        look(federation, { isRescheduled });
      }
      expectGone(federation);
      expect(federation.total).toBe(given.divided ? given.replicas : given.replicas * others.length);
    }),
    RUNS,
  );
});

test("what a member leaves goes to those that the scheduler would give more, and none of the others gives up any", () => {
  const members = ["a", "b", "c"];
  const federation = begun({ members, replicas: 12, divided: true, weights: [1, 1, 10], start: [6, 6, 0] });
  for (const between of FAIR) {
    look(federation);
    run(federation, between);
  }
  expect(Object.fromEntries(federation.ready)).toEqual({ a: 6, c: 6 });
});

test("the program may change what it deploys once all copies are held, wherever they run by then", () => {
  const federation = begun({ members: ["a", "b"], replicas: 4, divided: true });
  const isHeld = (): boolean => nextStep(federation.situationOf(LEAVER)).held;
  const held = [isHeld()];
  for (let looks = 0; looks < 4; looks++) {
    look(federation);
    federation.act("distribute");
    held.push(isHeld());
  }
  expect(held).toEqual([false, false, true, true, true]);
  expect(federation.ready.get("a")).toBe(2);
});

test("a departure that stops anywhere is undone without loss of replicas, Services and names, and no task is left", () => {
  fc.assert(
    fc.property(anySetting, course, course, (given, until, after) => {
      const federation = begun(given);
      const others = given.members.filter((name) => name !== LEAVER);
      const missed = (): string[] =>
        others.filter((name) => !federation.served.has(name) || !federation.named.includes(name));
      for (const between of until) {
        look(federation, { forgotten: false });
        run(federation, between);
      }
      for (const between of [...after, ...FAIR]) {
        nextStepBack(federation.situationOf(LEAVER)).changes.forEach((change) => federation.patch(change));
        expect(missed()).toEqual([]);
        run(federation, between);
        expect(missed()).toEqual([]);
      }
      expect(federation.bindings.flatMap(({ spec }) => spec.gracefulEvictionTasks)).toEqual([]);
      expect(federation.total).toBe(given.divided ? given.replicas : given.replicas * given.members.length);
    }),
    RUNS,
  );
});

test("a departure that stops after the placements have changed is undone without loss, too", () => {
  fc.assert(
    fc.property(setting, course, course, (given, until, after) => {
      const others = given.members.filter((name) => name !== LEAVER);
      const federation = begun(given);
      const isLeaving = (): boolean => federation.allowed.includes(LEAVER);
      while (!nextStep(federation.situationOf(LEAVER, { isRescheduled: isLeaving })).held) {
        look(federation, { isRescheduled: isLeaving });
        run(federation, ACTIONS);
      }
      federation.allowed = others;
      for (const between of until) {
        run(federation, between);
        look(federation, { isRescheduled: isLeaving, forgotten: false });
      }
      for (const between of [...after, ...FAIR]) {
        const { changes, held } = nextStepBack(federation.situationOf(LEAVER, { isRescheduled: () => !isLeaving() }));
        changes.forEach((change) => federation.patch(change));
        if (held) federation.allowed = given.members;
        run(federation, between);
      }
      expect(federation.bindings.flatMap(({ spec }) => spec.gracefulEvictionTasks)).toEqual([]);
      expect(federation.total).toBe(given.divided ? given.replicas : given.replicas * given.members.length);
    }),
    RUNS,
  );
});

test("a member whose addresses are remembered keeps what answers there, although it is named no longer", () => {
  const federation = begun({ members: ["a", "b"], replicas: 4, divided: true });
  for (const between of FAIR) {
    look(federation, { forgotten: false });
    run(federation, between);
  }
  expect(federation.named).toEqual(["a"]);
  expect(federation.ready.get(LEAVER)).toBe(2);
  expect(isWithdrawn(federation.situationOf(LEAVER))).toBe(true);
  expect(look(federation, { forgotten: false })).toEqual(["its addresses are still remembered"]);
});

test("where no other member is allowed, everything is held until the program allows one", () => {
  const federation = begun({ members: ["a", "b"], replicas: 4, divided: true });
  federation.allowed = [LEAVER];
  for (const between of FAIR) {
    look(federation);
    federation.act(between[0]!);
    between.slice(1).forEach((action) => federation.act(action));
  }
  expect(federation.ready.get(LEAVER)).toBeGreaterThan(0);
  const { lacks } = nextStep(federation.situationOf(LEAVER));
  expect(lacks).toEqual([expect.stringMatching(/^Deployment web cannot be scheduled: /)]);
});

test("copies in a member that does not respond are given up, not waited for", () => {
  const federation = begun({ members: ["a", "b"], replicas: 4, divided: true });
  const { bindings } = federation.situationOf(LEAVER);
  const gone = bindings.map((one) => ({
    ...one,
    spec: { ...one.spec, clusters: [{ name: "a", replicas: 4 }], requiredBy: undefined },
  }));
  const situation = { ...federation.situationOf(LEAVER), bindings: gone };
  expect(nextStep(situation).lacks).toEqual(["1 copies are being deleted there"]);
  expect(nextStep({ ...situation, works: undefined }).lacks).toEqual([]);
});
