import * as pulumi from "@pulumi/pulumi";
import { type ClusterObject, isReady, readiness } from "../departures/clusters";
import type { FirstLook } from "../departures/first-look";
import { askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";

/**
 * Tells, from a first look at the federated API, which of the program's members do not respond, and names them in
 * a warning. None before the federated API answers.
 *
 * @param members names of the program's members, once it has run
 */
export function illMembers(
  access: ApiAccess,
  look: FirstLook,
  members: () => readonly string[],
): pulumi.Output<readonly string[]> {
  if (!pulumi.runtime.getEngine()) return pulumi.output<string[]>([]);
  return askApi(access, async (ask) => {
    const clusters = await look.clusters(ask).catch(() => []);
    const names = members();
    const ill = clusters.filter((one) => names.includes(one.metadata.name) && isIll(one));
    for (const one of ill) void pulumi.log.warn(illness(one));
    return ill.map(({ metadata }) => metadata.name);
  });
}

/** Whether the control plane has seen that a member does not respond. One that has just joined is not known yet. */
function isIll(cluster: ClusterObject): boolean {
  return cluster.metadata.deletionTimestamp === undefined && readiness(cluster) !== undefined && !isReady(cluster);
}

function illness(cluster: ClusterObject): string {
  const reason = readiness(cluster)?.message ?? "no reason given";
  return (
    `${cluster.metadata.name} does not respond (${reason}). What changes there follows when it is back, and workloads placed there ` +
    'are not waited for. Run "pulumi up" again then.'
  );
}
