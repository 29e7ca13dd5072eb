import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import type { PlannedDeparture, Program } from "./planned-departure";
import { isAppliedBy, policiesOf, type Policy } from "./policy";

/** How long a program that may still call `join` or `deploy` is given to do so. */
export const QUIET_SECONDS = 5;

/** Whether an earlier run applied a policy that this one has not applied so far: it may do so later, or never again. */
export function mayDeployMore(policies: readonly Policy[], { manager, objects }: Program): boolean {
  const deployed = policiesOf(objects, policies);
  return policies.some((one) => isAppliedBy(manager, one) && !deployed.includes(one));
}

/** What is wrong about a join once it is decided that a member leaves. */
export function lateJoinFault(path: string): Fault {
  return {
    path,
    problem: `is too late: this member began to leave when the program had called nothing for ${QUIET_SECONDS} s`,
    remedy: "join every member before the program waits for anything else",
  };
}

/** What is wrong about a drop once it is decided which members leave, and how. */
export function lateDropFault(path: string): Fault {
  return {
    path,
    problem: "comes too late: the members that leave are already decided",
    remedy: "drop members before the program waits for anything else",
  };
}

/** What is wrong about a deploy once it is decided what leaves a member: everything it applies would count as deleted. */
export function lateDeployFault(path: string, leaving: string): Fault {
  return {
    path,
    problem: `is too late: what leaves ${quoted(leaving)} was decided when the program had called nothing for ${QUIET_SECONDS} s`,
    remedy: "deploy everything before the program waits for anything else",
  };
}

/** What is wrong about a deploy whose placements would take replicas from members before others serve. */
export function lateMoveFaults(path: string, moves: readonly Pick<PlannedDeparture, "path">[]): Fault[] {
  return moves.map((one) => ({
    path,
    problem: `is too late: ${one.path}, and what moves was decided when the program had called nothing for ${QUIET_SECONDS} s`,
    remedy: 'deploy it before the program waits for anything else, or set leaving: "delete" to delete what is there',
  }));
}
