import { decidedBy, isForeign } from "./foreign-scheduler";
import type { Policy } from "./policies";

const withScheduler = (schedulerName?: string): Policy => ({ spec: { schedulerName } }) as unknown as Policy;

test.each([
  [undefined, false],
  ["", false],
  ["default-scheduler", false],
  ["volcano", true],
])("scheduler %j is another than Karmada's own: %j", (name, foreign) => {
  expect(isForeign(withScheduler(name))).toBe(foreign);
});

test("the other scheduler is named", () => {
  expect(decidedBy(withScheduler("volcano"))).toBe('the scheduler "volcano" decides where it lands');
});
