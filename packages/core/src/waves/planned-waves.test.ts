import * as fc from "fast-check";
import { laterMembers, plannedWaves, stageOf, type Wave } from "./planned-waves";

const MEMBERS = ["a", "b", "c", "d"].map((name) => ({ name, region: name === "d" ? "tw" : "eu" }));
const inEurope = { selects: ({ region }: { readonly region?: string | undefined }) => region === "eu" };

test("waves take members by name, by handle or by what is known about them, and the rest is the last", () => {
  expect(plannedWaves([{ members: ["b", { name: "a" }], soakSeconds: 30 }], MEMBERS)).toEqual([
    { members: ["a", "b"], soakSeconds: 30 },
    { members: ["c", "d"], soakSeconds: 0 },
  ]);
  expect(plannedWaves([{ members: ["a"] }, { members: inEurope }, { members: ["d"] }], MEMBERS)).toEqual([
    { members: ["a"], soakSeconds: 0 },
    { members: ["b", "c"], soakSeconds: 0 },
    { members: ["d"], soakSeconds: 0 },
  ]);
});

test("every member is in one wave, and the stages reach each of them once", () => {
  const wave = fc.subarray(MEMBERS.map(({ name }) => name)).map((members): Wave => ({ members }));
  fc.assert(
    fc.property(fc.array(wave, { minLength: 1, maxLength: 4 }), (waves) => {
      const planned = plannedWaves(waves, MEMBERS);
      const reached = [...planned[0]!.members];
      for (let held = laterMembers(planned); held.length > 0;) {
        const { next, after } = stageOf(planned, held);
        reached.push(...next!.members);
        expect(after.length).toBeLessThan(held.length);
        held = after;
      }
      expect(reached.sort()).toEqual(MEMBERS.map(({ name }) => name));
    }),
  );
});

test("a stage follows from the members that are held back, even if the waves are others than before", () => {
  const waves = plannedWaves([{ members: ["a"], soakSeconds: 5 }, { members: ["b"] }], MEMBERS);
  expect(stageOf(waves, ["b", "c", "d"])).toEqual({ current: waves[0], next: waves[1], after: ["c", "d"] });
  expect(stageOf(waves, ["a", "d"])).toMatchObject({ current: { members: [] }, next: waves[0], after: ["d"] });
  expect(stageOf(waves, [])).toEqual({ current: waves[2], next: undefined, after: [] });
});
