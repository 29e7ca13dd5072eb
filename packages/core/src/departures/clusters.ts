import { isLabeledBy } from "../kube/labels";

/** A Cluster of the federated API. */
export interface ClusterObject {
  readonly metadata: {
    readonly name: string;
    readonly uid?: string | undefined;
    readonly labels?: { readonly [key: string]: string } | undefined;
    readonly annotations?: { readonly [key: string]: string } | undefined;
    readonly deletionTimestamp?: string | undefined;
  };
  readonly spec?:
    | {
        /** UID of its namespace kube-system. */
        readonly id?: string | undefined;
        readonly provider?: string | undefined;
        readonly region?: string | undefined;
        /** Of a Cluster that an earlier release of Karmada wrote. */
        readonly zone?: string | undefined;
        readonly zones?: readonly string[] | undefined;
        readonly taints?: readonly Taint[] | undefined;
      }
    | undefined;
  readonly status?:
    | {
        readonly kubernetesVersion?: string | undefined;
        readonly conditions?: readonly Condition[] | undefined;
        readonly resourceSummary?: ResourceSummary | undefined;
      }
    | undefined;
}

/** What is true of a member, and why. */
interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string | undefined;
}

/** A taint of a member. */
interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: string;
}

interface ResourceSummary {
  readonly allocatable?: Resources | undefined;
  readonly allocated?: Resources | undefined;
  readonly allocating?: Resources | undefined;
}

/** Quantities by resource. */
export interface Resources {
  readonly [resource: string]: string;
}

/** Annotation of a Cluster while the program of a field manager may hold copies there. */
export function departureAnnotation(manager: string): string {
  return `departure.fedstack.dev/${manager}`;
}

/** Names of the members that the program joined once and joins no longer, and that are not on their way out already. */
export function leavingMembers(
  clusters: readonly ClusterObject[],
  federation: string,
  joined: readonly string[],
): string[] {
  return clusters
    .filter((one) => isMemberOf(federation, one) && !joined.includes(one.metadata.name))
    .map(({ metadata }) => metadata.name)
    .sort();
}

/** The federation's members whose Clusters an earlier run began to delete. */
export function endingMembers(
  clusters: readonly ClusterObject[],
  federation: string,
): readonly Pick<ClusterObject["metadata"], "name" | "uid">[] {
  return clusters
    .filter((one) => wasJoinedBy(federation, one) && !isMemberOf(federation, one))
    .map(({ metadata }) => metadata);
}

/** Whether a member responds. */
export function isReady(cluster: ClusterObject): boolean {
  return readiness(cluster)?.status === "True";
}

/** What the control plane has seen of whether a member responds; undefined for one that it has not looked at yet. */
export function readiness({ status }: ClusterObject): Condition | undefined {
  return status?.conditions?.find(({ type }) => type === "Ready");
}

/** Whether the federation of a name has joined a cluster, and does not let it go. */
function isMemberOf(federation: string, cluster: ClusterObject): boolean {
  return wasJoinedBy(federation, cluster) && cluster.metadata.deletionTimestamp === undefined;
}

/** Whether the federation of a name has joined a cluster, even if it is on its way out. */
export function wasJoinedBy(federation: string, { metadata }: ClusterObject): boolean {
  return isLabeledBy(federation, metadata.labels);
}

/** Whether the program of a field manager may hold copies on a member. */
export function isMarkedBy(manager: string, { metadata }: ClusterObject): boolean {
  return metadata.annotations?.[departureAnnotation(manager)] !== undefined;
}

/** The drained members that exist. */
export function drainedAmong(clusters: readonly ClusterObject[], drained: readonly string[]): readonly string[] {
  return drained.filter((name) => clusters.some(({ metadata }) => metadata.name === name));
}
