import * as pulumi from "@pulumi/pulumi";
import type { SecretContents } from "../host/component";
import type { Fault } from "../validation/errors";
import type { Cluster } from "./cluster";
import type { Estimators } from "./estimate";
import { endpointFaults } from "./endpoint-faults";
import type { JoinOptions } from "./join-options";
import { pull } from "./pull";
import { push } from "./push";
import type { Ends, Way } from "./way";

/** What agents of members in pull mode need of a control plane. */
export interface Agents {
  /** What the agent of a member signs in to the federated API with. */
  readonly client: (member: string) => SecretContents;
  /** Why agents could not reach the federated API, if so. */
  readonly faults: (path: string) => pulumi.Output<readonly Fault[]>;
}

/** A way to a member of which nothing is made yet. */
export interface PlannedWay {
  /** Why nobody could go it, as far as the program itself sees that. */
  readonly faults: pulumi.Output<readonly Fault[]>;
  readonly make: (ends: Ends) => Way;
}

/**
 * The way to a member, by the mode in which it joins.
 *
 * @param path the call that joins it, as errors name it
 * @param agents undefined if there is nobody who can issue their certificates, so that all members join in push mode
 * @param estimators what tells the room in members in push mode, if anything does
 * @throws InvalidInputError if there is none
 */
export function wayTo(
  path: string,
  cluster: Cluster,
  options: JoinOptions,
  agents: Agents | undefined,
  estimators?: Estimators,
): PlannedWay {
  if (options.mode === "pull" && agents) {
    return {
      faults: agents.faults(path),
      make: (ends) => pull(ends, agents.client(cluster.name), options.agent ?? {}),
    };
  }
  const endpoint = cluster.endpointAsMember(path);
  const seen = pulumi.all([endpoint, cluster.kubeconfig]).apply(([way, text]) => endpointFaults(path, way, text));
  return { faults: pulumi.unsecret(seen), make: (ends) => push(ends, endpoint, estimators) };
}
