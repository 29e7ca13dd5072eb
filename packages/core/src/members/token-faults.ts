import type { Fault } from "../validation/errors";
import type { JoinOptions } from "./join-options";

/**
 * What keeps a member from having tokens that expire.
 *
 * @param path the call that joins it, as errors name it
 * @param isOwn whether the program runs the control plane
 */
export function tokenFaults(
  path: string,
  { mode, tokenExpirationSeconds }: Pick<JoinOptions, "mode" | "tokenExpirationSeconds">,
  isOwn: boolean,
): Fault[] {
  if (tokenExpirationSeconds === undefined) return [];
  const at = `${path}.tokenExpirationSeconds`;
  if (mode === "pull") {
    const problem = "has no effect, because the control plane has no token for a member in pull mode";
    return [
      {
        path: at,
        problem,
        remedy: "leave it out, and set certificates.validityHours for the certificate of the agent",
      },
    ];
  }
  if (isOwn) return [];
  const problem = "needs a control plane of the program, which restarts what watches members with the token before";
  return [{ path: at, problem, remedy: "leave it out" }];
}
