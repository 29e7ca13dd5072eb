import { quoted, within } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../clusters/cluster";
import { clusterNameFaults } from "../clusters/cluster-options";
import type { Release } from "../karmada/release";
import type { JoinOptions } from "../members/join-options";
import { hasHandle } from "../clusters/handles";
import { pullFaults } from "../members/pull-faults";
import { tokenFaults } from "../members/token-faults";
import { clusterFaults } from "../clusters/validate-cluster";
import { joinOptionsFaults } from "../members/validate-join";
import type { Fault } from "../validation/errors";

/** The federation that a cluster joins. */
interface Joined {
  readonly federation: string;
  readonly release: Release;
  readonly host: Cluster;
  readonly members: readonly { readonly name: string }[];
  /** Members that others have joined. */
  readonly others: readonly { readonly name: string }[];
  /** Names of the members that the program drops. */
  readonly dropped: readonly string[];
  /** Whether the federation issues certificates. */
  readonly isIssuing: boolean;
}

/** A call that joins a cluster, as errors name it. */
export function joinPath(cluster: unknown): string {
  return cluster instanceof Cluster ? `join(${quoted(cluster.name)})` : "join()";
}

/** Every fault of a call that joins a cluster, as far as it does not depend on what is deployed. */
export function membershipFaults(cluster: unknown, options: JoinOptions, joined: Omit<Joined, "others">): Fault[] {
  const path = joinPath(cluster);
  const ofTokens = tokenFaults(path, options ?? {}, joined.isIssuing);
  const ofOptions = joinOptionsFaults(path, options, joined.release).filter(
    (one) => !ofTokens.some((other) => other.path === one.path),
  );
  const faults = [...clusterFaults(path, cluster), ...ofOptions, ...ofTokens];
  if (!(cluster instanceof Cluster)) return faults;
  if (joined.members.some(({ name }) => name === cluster.name)) {
    faults.push({
      path,
      problem: `${quoted(cluster.name)} is already a member of federation ${quoted(joined.federation)}`,
      remedy: "join each cluster once, under its own name",
    });
  }
  if (joined.dropped.includes(cluster.name)) {
    faults.push({ path, problem: "the program also drops it", remedy: `remove drop(${quoted(cluster.name)})` });
  }
  if (options?.mode === "pull") faults.push(...pullFaults(path, cluster.name, cluster.options, joined.isIssuing));
  if (cluster === joined.host && !options?.allowHost) {
    faults.push({
      path,
      problem: `${quoted(cluster.name)} is the host of federation ${quoted(joined.federation)}`,
      remedy: "set allowHost: true to run workloads on it, too",
    });
  }
  return faults;
}

/** What keeps a member from being dropped: its name, or that the program still uses its cluster. */
export function dropFaults(
  name: unknown,
  { host, members, others, dropped }: Pick<Joined, "host" | "members" | "others" | "dropped">,
  parent: pulumi.Resource | undefined,
): Fault[] {
  const path = `drop(${quoted(name)})`;
  const invalid = within(path, clusterNameFaults(name));
  if (invalid.length > 0) return invalid;
  const hasCluster = hasHandle(host, name as string, parent);
  if (hasCluster && name === host.name) {
    const remedy = "remove the call; to run no workloads on the host any more, remove its join";
    return [{ path, problem: "is the host of the federation, which cannot be dropped", remedy }];
  }
  if (members.some((one) => one.name === name)) {
    return [{ path, problem: "the program also joins it", remedy: "remove its join and its Cluster" }];
  }
  if (others.some((one) => one.name === name)) {
    return [{ path, problem: "others have joined it", remedy: "remove the call, and leave it to them" }];
  }
  if (hasCluster) {
    return [{ path, problem: "the program still has its Cluster", remedy: "remove that, too" }];
  }
  return dropped.includes(name as string) ? [{ path, problem: "is called twice", remedy: "call it once" }] : [];
}
