import type { SecretContents } from "../host/component";
import { runAgent } from "./agent";
import { grantAgent } from "./agent-rights";
import type { AgentArgs } from "./join-options";
import type { Ends, Way } from "./way";

/**
 * Lets an agent in a member connect to the federated API.
 *
 * The agent is there before the Cluster, so that it is there until the Cluster is gone: it deletes what the member has.
 *
 * @param client what the agent signs in to the federated API with
 */
export function pull({ name, federation, member, grant }: Ends, client: SecretContents, args: AgentArgs): Way {
  const account = federation.release.agent.name;
  const rights = grantAgent(federation, name);
  const granted = grant(account, account);
  const agent = runAgent(member.after(...rights, ...granted), name, client, args);
  return { spec: { syncMode: "Pull" }, first: [...rights, ...granted, ...agent] };
}
