import type { Manifest, Member, MemberTaint } from "@fedstack/constructs/plan";
import { OWN_PREFIX } from "../kube/labels";
import { type ClusterObject, isReady } from "./clusters";
import { type Program, stayingIn } from "./planned-departure";

/** What decides where workloads are to run. */
export interface Balancing {
  /** The members that stay in use. */
  readonly members: readonly Member[];
  /** Whether a member does not respond. */
  readonly silent: (member: string) => boolean;
  /** Everything that the program deploys. */
  readonly objects: readonly Manifest[];
  /** The field manager of the program. */
  readonly manager: string;
}

/** What decides it now, by the program and the members as they are. */
export function balancingOf(program: Program, clusters: readonly ClusterObject[]): Balancing {
  const ready = new Set(clusters.filter(isReady).map(({ metadata }) => metadata.name));
  return {
    members: stayingIn(program).map((one) => asItIs(one, clusters)),
    silent: (name) => !ready.has(name),
    objects: program.objects,
    manager: program.manager,
  };
}

/** A member with the taints that others have given it, too. */
function asItIs(
  { name, labels, cloudProvider, region, zones, taints = [] }: Member,
  clusters: readonly ClusterObject[],
): Member {
  const seen = clusters.find(({ metadata }) => metadata.name === name)?.spec?.taints ?? [];
  const others = (seen as readonly MemberTaint[]).filter(({ key }) => !key.startsWith(OWN_PREFIX));
  return { name, labels, cloudProvider, region, zones, taints: [...taints, ...others] };
}
