import { quoted } from "@fedstack/constructs/faults";
import type { Cluster } from "../members/cluster";
import type { JoinOptions } from "../members/membership";
import type { Fault } from "../validation/errors";

/** The federation that a cluster joins. */
interface Joined {
  readonly federation: string;
  readonly host: Cluster;
  readonly members: readonly { readonly name: string }[];
  readonly options: JoinOptions;
}

/** What keeps a cluster from being another member: its name, or that it is the host. */
export function membershipFaults(
  path: string,
  cluster: Cluster,
  { federation, host, members, options }: Joined,
): Fault[] {
  const faults: Fault[] = [];
  if (members.some(({ name }) => name === cluster.name)) {
    faults.push({
      path,
      problem: `${quoted(cluster.name)} is already a member of federation ${quoted(federation)}`,
      remedy: "join each cluster once, under its own name",
    });
  }
  if (cluster === host && !options.allowHost) {
    faults.push({
      path,
      problem: `${quoted(cluster.name)} is the host of federation ${quoted(federation)}`,
      remedy: "set allowHost: true to run workloads on it, too",
    });
  }
  return faults;
}
