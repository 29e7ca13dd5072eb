import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { Release } from "../karmada/release";
import type { Fault } from "../validation/errors";
import type { Observation, Unobserved } from "./observation";

/** What a cluster is in a federation. */
type Role = "host" | "member";

/** A cluster, as far as it is checked. */
interface Checked {
  readonly name: string;
  readonly identity: { readonly observed: pulumi.Output<Observation | Unobserved> };
  check(faults: pulumi.Output<readonly Fault[]>): void;
}

/**
 * Checks a cluster, as far as it can be seen: a version that is too old for its role holds writes, and one that is newer
 * than what has been tested is a warning.
 */
export function checkKubernetes(cluster: Checked, role: Role, release: Release): pulumi.Output<readonly Fault[]> {
  const { name, identity } = cluster;
  const faults = identity.observed.apply((seen): readonly Fault[] => versionFaults(name, role, seen, release));
  cluster.check(faults);
  identity.observed.apply((seen) => {
    const warning = versionWarning(name, seen, release);
    if (warning) void pulumi.log.warn(warning);
  });
  return faults;
}

/** Says why a cluster is too old for its role. */
export function versionFaults(
  name: string,
  role: Role,
  seen: Observation | Unobserved,
  { versions, kubernetesRange: { oldest, oldestHost, newest } }: Release,
): Fault[] {
  if ("reason" in seen || minorOf(seen.version) >= (role === "host" ? oldestHost : oldest)) return [];
  const path = `cluster ${quoted(name)}`;
  return [
    role === "host"
      ? {
          path,
          problem: `runs Kubernetes ${seen.version}, but a host needs 1.${oldestHost} or later`,
          remedy: "upgrade the cluster first, or use another host",
        }
      : {
          path,
          problem: `runs Kubernetes ${seen.version}, but Karmada ${versions.karmada} supports 1.${oldest} to 1.${newest}`,
          remedy: "upgrade the cluster first",
        },
  ];
}

/** Says that a cluster runs a release of Kubernetes that is newer than what has been tested. */
export function versionWarning(
  name: string,
  seen: Observation | Unobserved,
  { versions, kubernetesRange: { oldest, newest } }: Release,
): string | undefined {
  return "version" in seen && minorOf(seen.version) > newest
    ? `cluster ${quoted(name)} runs Kubernetes ${seen.version}. Karmada ${versions.karmada} is tested with 1.${oldest} to 1.${newest}.`
    : undefined;
}

/** Number of a minor release of Kubernetes 1. Of what tells none, nothing is too old. */
export function minorOf(version: string): number {
  return Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? Number.MAX_SAFE_INTEGER);
}
