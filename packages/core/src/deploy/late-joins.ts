import { type Member, planTable } from "@fedstack/constructs/plan";
import type { Fault } from "../validation/errors";
import type { Deployed } from "./deployed";

/**
 * Tells of every call of `deploy` so far whose plan would be another one with all of these members. A plan is made, shown
 * and waited for when `deploy` is called, so a member that changes it has to join before.
 *
 * @param path the call that joins, as errors name it
 */
export function lateJoinFaults(path: string, deployed: readonly Deployed[], members: readonly Member[]): Fault[] {
  return deployed
    .filter((one) => differs(one, members))
    .map((one) => ({
      path,
      problem: `${one.path} was planned without this member, and would be planned differently with it`,
      remedy: `move ${path} before ${one.path}`,
    }));
}

function differs(deployed: Deployed, members: readonly Member[]): boolean {
  const plan = deployed.planWith(members);
  return planTable(plan) !== planTable(deployed.plan);
}
