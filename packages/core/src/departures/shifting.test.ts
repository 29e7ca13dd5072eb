import fc from "fast-check";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import { shift } from "./shifting";
import { asking, placed, program, readyClusters, running } from "./shifting.test-support";
import { type Shift, shiftsIn } from "./shifts";
import { ACTIONS, type Action, type SimulatedFederation } from "./simulated-federation.test-support";

const planned = (federation: SimulatedFederation, done: Program): readonly Shift[] =>
  shiftsIn(done, new Placements(done), { clusters: readyClusters("a", "b"), bindings: placed(federation) }).shifts;

describe("in an up", () => {
  beforeEach(() =>
    jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never),
  );
  afterEach(() => jest.restoreAllMocks());

  test("a shift ends where the new placement divides, misses no replica, and lets the scheduler divide again", async () => {
    const weights = fc.record({ a: fc.integer({ min: 1, max: 3 }), b: fc.integer({ min: 1, max: 3 }) });
    const start = fc.tuple(fc.integer({ min: 4, max: 8 }), fc.integer({ min: 4, max: 8 }));
    const course = fc.array(fc.constantFrom<Action>(...ACTIONS), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(weights, start, course, async (wanted, counts, actions) => {
        const federation = running(...counts);
        const { replicas } = federation.setting;
        const done = program(wanted, replicas);
        const shifts = planned(federation, done);
        const shares = shifts.map((one) => Object.fromEntries(one.shares));
        const left = [...actions];
        let least = Infinity;
        const happens = (): void => {
          for (const action of left.length > 0 ? left.splice(0, 3) : ACTIONS) {
            federation.act(action);
            least = Math.min(least, federation.total);
          }
        };
        await shift(asking(federation, happens), shifts, () => done, 60);
        happens();
        expect(least).toBeGreaterThanOrEqual(replicas);
        expect(Object.fromEntries(federation.ready)).toEqual(shares[0] ?? { a: counts[0], b: counts[1] });
        expect(federation.bindings[0]!.spec.suspension?.scheduling).not.toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("a shift in which the other members never serve fails, and leaves what serves, and nothing suspended", async () => {
    const federation = running(2, 4);
    jest.spyOn(Date, "now").mockReturnValueOnce(0);
    const happens = (): void =>
      (["schedule", "distribute", "collect", "report"] as const).forEach((one) => federation.act(one));
    const done = program({ a: 2, b: 1 }, 6);
    await expect(shift(asking(federation, happens), planned(federation, done), () => done, 0)).rejects.toThrow(
      /^new placements: not everything runs where they divide it, and what serves stays after 0 s: /,
    );
    happens();
    const { clusters, suspension } = federation.bindings[0]!.spec;
    expect([clusters, suspension?.scheduling ?? false]).toEqual([
      [
        { name: "a", replicas: 2 },
        { name: "b", replicas: 4 },
      ],
      false,
    ]);
  });

  test("a shift goes on although a replica is not available for a while", async () => {
    const federation = running(2, 4);
    const done = program({ a: 2, b: 1 }, 6);
    const shifts = planned(federation, done);
    federation.ready.set("b", 3);
    federation.act("report");
    const seen: string[] = [];
    const happens = (): void => {
      ACTIONS.forEach((one) => federation.act(one));
      seen.push([...federation.ready.values()].join());
    };
    await shift(asking(federation, happens), shifts, () => done, 60);
    happens();
    expect([seen.at(0), seen.at(-1)]).toEqual(["2,4", "4,2"]);
  });

  test("a shift leaves a workload whose number of replicas changes meanwhile to the scheduler", async () => {
    const federation = running(2, 4);
    const done = program({ a: 2, b: 1 }, 6);
    const shifts = planned(federation, done).map((one) => ({
      ...one,
      binding: { ...one.binding, spec: { ...one.binding.spec, replicas: 7 } },
    }));
    await shift(
      asking(federation, () => undefined),
      shifts,
      () => done,
      60,
    );
    expect(Object.fromEntries(federation.ready)).toEqual({ a: 2, b: 4 });
  });
});
