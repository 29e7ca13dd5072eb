import { checked, type Fields, type Kind, quoted, STRING } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";

/** How much a change of the program may take off the members. */
export interface DisruptionBudget {
  /**
   * How many replicas of a workload may stop because new placements or numbers of replicas give members fewer than they run: a
   * number, or a percentage of what runs, rounded up. What a member runs elsewhere before it stops there does not count, nor
   * what the program no longer deploys.
   *
   * @default - any number
   * @example "25%"
   */
  readonly maxUnavailable?: number | string | undefined;
  /**
   * Workloads that may lose more, even all replicas, as `name` or, outside the namespace `default`, `namespace/name`. Remove
   * them after the `up`.
   *
   * @default - none
   */
  readonly except?: readonly string[] | undefined;
}

const PERCENTAGE = /^(\d{1,2}|100)%$/;
const WORKLOAD = /^([a-z0-9][-a-z0-9]{0,62}\/)?[a-z0-9][-a-z0-9.]{0,252}$/;
const NUMBER_OR_TEXT: Kind = {
  what: "a number or a percentage",
  is: (value) => typeof value === "number" || typeof value === "string",
};

/** What a budget is made of. */
export const DISRUPTION_BUDGET: Fields<DisruptionBudget> = {
  maxUnavailable: checked(NUMBER_OR_TEXT, amountFaults),
  except: [checked(STRING, workloadFaults)],
};

/** How many of a number of replicas a budget lets stop. */
export function allowedOf(maxUnavailable: number | string, replicas: number): number {
  return typeof maxUnavailable === "number"
    ? maxUnavailable
    : Math.ceil((Number(maxUnavailable.slice(0, -1)) * replicas) / 100);
}

function amountFaults(path: string, value: number | string): Fault[] {
  if (typeof value === "number" ? Number.isInteger(value) && value >= 0 : PERCENTAGE.test(value)) return [];
  const problem = `${quoted(value)} is neither a whole number of replicas nor a percentage`;
  return [{ path, problem, remedy: 'use one such as 1 or "25%"' }];
}

function workloadFaults(path: string, workload: string): Fault[] {
  if (WORKLOAD.test(workload)) return [];
  const problem = `${quoted(workload)} is not the name of a workload`;
  return [{ path, problem, remedy: 'use one such as "web" or, outside the namespace default, "shop/web"' }];
}
