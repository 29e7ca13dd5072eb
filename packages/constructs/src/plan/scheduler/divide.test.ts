import fc from "fast-check";
import type { Candidate } from "./candidates";
import { divide, divideWithOverflow } from "./divide";
import { sum } from "./division";

const candidates = fc
  .array(fc.record({ present: fc.nat(9), free: fc.nat(9), tier: fc.nat(2) }), { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map((one, i): Candidate => {
      const name = String.fromCharCode(97 + i);
      return { ...one, name, member: { name }, here: one.present > 0, weight: 0 };
    }),
  );
const roomOf = (all: readonly Candidate[]): number => sum(all.map(({ present, free }) => present + free));
const dynamic = { replicaScheduling: { weightPreference: { dynamicWeight: "AvailableReplicas" } } } as const;
const aggregated = { replicaScheduling: { replicaDivisionPreference: "Aggregated" } } as const;

test("fixed weights divide all replicas, whatever room there is", () => {
  fc.assert(
    fc.property(candidates, fc.nat(60), (all, replicas) => {
      const result = divide(all, { replicaScheduling: {} }, replicas);
      expect("problem" in result ? undefined : sum(result.ascending.values())).toBe(replicas);
    }),
  );
});

test.each([
  ["by room", dynamic],
  ["aggregated", aggregated],
])("a division %s places all replicas or none, and takes nothing from members when it adds", (_, placement) => {
  fc.assert(
    fc.property(candidates, fc.nat(150), (all, replicas) => {
      const result = divide(all, placement, replicas);
      expect("problem" in result).toBe(roomOf(all) < replicas);
      if ("problem" in result) return;
      const grows = sum(all.map(({ present }) => present)) <= replicas;
      for (const counts of [result.ascending, result.descending]) {
        expect(sum(counts.values())).toBe(replicas);
        for (const { name, present } of all) {
          const [less, more] = grows ? [present, counts.get(name)!] : [counts.get(name)!, present];
          expect(less).toBeLessThanOrEqual(more);
        }
      }
    }),
  );
});

test("a group takes what it has room for before another gets the rest", () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 1, max: 60 }), (all, replicas) => {
      const result = divideWithOverflow(all, dynamic, replicas);
      expect("problem" in result).toBe(roomOf(all) < replicas);
      if ("problem" in result) return;
      const first = all.filter(({ tier }) => tier === Math.min(...all.map((one) => one.tier)));
      const there = sum(first.map(({ name }) => result.ascending.get(name) ?? 0));
      expect(there).toBe(Math.min(replicas, roomOf(first)));
    }),
  );
});
