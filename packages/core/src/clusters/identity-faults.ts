import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { minorOf } from "./kubernetes-range";
import type { Observation, Unobserved } from "./observation";

/** First release of Kubernetes whose members can limit what the control plane writes. */
const RESTRICTABLE_MINOR = 30;

/**
 * Says why a cluster is not the one it should be.
 *
 * @param expected UID that the cluster should have
 */
export function identityFaults(name: string, expected: string, seen: Observation | Unobserved): Fault[] {
  const path = `cluster ${quoted(name)}`;
  if ("reason" in seen) return [];
  if (seen.uid !== expected) {
    const claim = seen.claim === undefined ? "" : ` (member ${seen.claim})`;
    return [
      {
        path,
        problem:
          `its kubeconfig leads to another cluster than before: ` +
          `${quoted(name)} has the identity ${expected}, but the cluster that answers has ${seen.uid}${claim}`,
        remedy: `correct the kubeconfig, or, if you have replaced the cluster, set id: ${quoted(seen.uid)}`,
      },
    ];
  }
  return [];
}

/** One join, as far as other clusters and claims decide over it. */
export interface Joining {
  /** The call, as errors name it. */
  readonly path: string;
  readonly federation: string;
  readonly claim: string;
  readonly allowHost: boolean;
  readonly restricted: boolean;
}

/** Both annotations: each keeps another claim away. */
const REMOVE_CLAIM = "kubectl annotate namespace kube-system fedstack.dev/member-of- pulumi.com/patchFieldManager-";

/**
 * Says why a cluster cannot join.
 *
 * @param host what is seen of the federation's host
 * @param earlier what is seen of the members that joined before, by name
 */
export function joinFaults(
  { path, federation, claim, allowHost, restricted }: Joining,
  seen: Observation | Unobserved,
  host: Observation | Unobserved,
  earlier: Readonly<Record<string, Observation | Unobserved>>,
): Fault[] {
  if ("reason" in seen) return [];
  const faults: Fault[] = [];
  const same = (other: Observation | Unobserved): boolean => "uid" in other && other.uid === seen.uid;
  const [first] = Object.entries(earlier).find(([, other]) => same(other)) ?? [];
  if (first !== undefined) {
    faults.push({ path, problem: `is the same cluster as ${quoted(first)}`, remedy: "join each cluster once" });
  } else if (seen.claim !== undefined && seen.claim !== claim) {
    const isRenamed = withoutMember(seen.claim) === withoutMember(claim);
    faults.push({
      path,
      problem: `the cluster is already ${seen.claim}`,
      remedy: isRenamed
        ? "to rename the member, let it leave in one up and join under the new name in the next; " +
          `if the federation no longer has that member, run: ${REMOVE_CLAIM}`
        : `a cluster can be a member only once; if that federation no longer exists, run: ${REMOVE_CLAIM}`,
    });
  }
  if (same(host) && !allowHost) {
    faults.push({
      path,
      problem: `is the host of federation ${quoted(federation)}`,
      remedy: "set allowHost: true if it should run workloads too",
    });
  }
  if (restricted && minorOf(seen.version) < RESTRICTABLE_MINOR) {
    faults.push({
      path: `${path}.access`,
      problem: `needs Kubernetes 1.${RESTRICTABLE_MINOR} or later in the member, which runs ${seen.version}`,
      remedy: 'upgrade the member, or set access to "everything"',
    });
  }
  return faults;
}

/** The federation of a claim, and its host. */
function withoutMember(claim: string): string {
  return claim.replace(/^\S+ /, "");
}
