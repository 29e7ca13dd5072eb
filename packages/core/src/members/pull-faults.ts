import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import type { EndpointOptions } from "../clusters/reach";

/** Options of a cluster that say how the host's pods reach it. */
const OF_ENDPOINT: readonly (keyof EndpointOptions)[] = [
  "apiEndpoint",
  "certificateAuthority",
  "insecureSkipTLSVerification",
  "proxyURL",
];

/**
 * What keeps a cluster from joining in pull mode.
 *
 * @param path the call that joins it, as errors name it
 * @param isIssuing whether the federation issues certificates
 */
export function pullFaults(path: string, cluster: string, options: EndpointOptions, isIssuing: boolean): Fault[] {
  const at = `${path}.mode`;
  if (!isIssuing) {
    const problem = `"pull" needs a certificate that the federation issues, and an existing Karmada has its own authority`;
    return [{ path: at, problem, remedy: 'run "karmadactl register", and remove the join' }];
  }
  return OF_ENDPOINT.filter((option) => options[option] !== undefined).map((option) => ({
    path: at,
    problem: `"pull" has no use for ${option}, because pods of the host do not connect to the member`,
    remedy: `remove ${option} from Cluster ${quoted(cluster)}, or set mode to "push"`,
  }));
}
