import { quoted } from "../../faults";
import type { Policy } from "./policies";

/** Whether a scheduler other than Karmada's own decides. */
export function isForeign({ spec: { schedulerName } }: Policy): boolean {
  return Boolean(schedulerName) && schedulerName !== "default-scheduler";
}

/** What decides instead, as a clause without a period. */
export function decidedBy({ spec: { schedulerName } }: Policy): string {
  return `the scheduler ${quoted(schedulerName)} decides where it lands`;
}
