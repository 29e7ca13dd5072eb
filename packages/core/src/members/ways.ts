import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { SecretContents } from "../host/component";
import { hasProxy } from "../kubeconfig/sign-in";
import type { Fault } from "../validation/errors";
import type { Cluster } from "../clusters/cluster";
import type { Estimators } from "./estimate";
import { endpointFaults } from "./endpoint-faults";
import type { JoinOptions } from "./join-options";
import type { Expiring } from "./member-token";
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

/** What a control plane has for the ways to its members. */
export interface WayArgs {
  /** The host, or the API server of a control plane whose host others run. */
  readonly host: Cluster;
  /** Undefined if there is nobody who can issue their certificates, so that all members join in push mode. */
  readonly agents?: Agents | undefined;
  /** What tells the room in members in push mode, if anything does. */
  readonly estimators?: Estimators | undefined;
}

/**
 * The way to a member, by the mode in which it joins.
 *
 * @param path the call that joins it, as errors name it
 * @throws InvalidInputError if there is none
 */
export function wayTo(
  path: string,
  cluster: Cluster,
  options: JoinOptions,
  { host, agents, estimators }: WayArgs,
): PlannedWay {
  if (options.mode === "pull" && agents) {
    return {
      faults: agents.faults(path),
      make: (ends) => pull(ends, agents.client(cluster.name), options.agent ?? {}),
    };
  }
  const endpoint = cluster.endpointAsMember(path);
  const seen = pulumi.all([endpoint, cluster.kubeconfig]).apply(([way, text]) => endpointFaults(path, way, text));
  const expiring = expiringBy(path, options);
  const unasked = expiring ? unaskedFaults(expiring.path, [cluster, host]) : pulumi.output<Fault[]>([]);
  return {
    faults: pulumi.unsecret(pulumi.all([seen, unasked]).apply((faults) => faults.flat())),
    make: (ends) => push(ends, endpoint, expiring, estimators),
  };
}

function expiringBy(path: string, { tokenExpirationSeconds: seconds }: JoinOptions): Expiring | undefined {
  return seconds === undefined ? undefined : { path: `${path}.tokenExpirationSeconds`, seconds };
}

/** The program itself asks a member for its tokens, and has the control plane take them. */
function unaskedFaults(path: string, clusters: readonly Cluster[]): pulumi.Output<Fault[]> {
  return pulumi.all(clusters.map(({ kubeconfig }) => kubeconfig)).apply((kubeconfigs) =>
    clusters
      .filter((_, index) => hasProxy(kubeconfigs[index]!))
      .map(({ name }) => ({
        path,
        problem: `needs requests of the program to ${quoted(name)}, whose kubeconfig has a proxy-url`,
        remedy: "use a kubeconfig without one, or leave it out",
      })),
  );
}
