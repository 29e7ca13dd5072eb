import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { Cluster } from "./cluster";

/** The fault of what is given for a cluster without being one. */
export function clusterFaults(path: string, cluster: unknown): Fault[] {
  if (cluster instanceof Cluster) return [];
  const remedy = "use Cluster.fromKubeconfig, Cluster.fromFile or Cluster.fromProvider";
  return [{ path, problem: `${quoted(cluster)} is not a Cluster`, remedy }];
}
