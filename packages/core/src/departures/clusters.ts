import { federationLabels } from "../kube/labels";

/** A Cluster of the federated API. */
export interface ClusterObject {
  readonly metadata: {
    readonly name: string;
    readonly labels?: { readonly [key: string]: string } | undefined;
    readonly annotations?: { readonly [key: string]: string } | undefined;
    readonly deletionTimestamp?: string | undefined;
  };
  readonly status?:
    | {
        readonly conditions?: readonly { readonly type: string; readonly status: string }[] | undefined;
        readonly resourceSummary?: ResourceSummary | undefined;
      }
    | undefined;
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

/** Annotation of a Cluster while the program may hold copies there. */
export const DEPARTURE_ANNOTATION = "fedstack.dev/departure";

/** Names of the members that the program joined once and joins no longer, and that are not on their way out already. */
export function leavingMembers(
  clusters: readonly ClusterObject[],
  federation: string,
  joined: readonly string[],
): string[] {
  const own = Object.entries(federationLabels(federation));
  return clusters
    .filter(
      ({ metadata: { name, labels = {}, deletionTimestamp } }) =>
        own.every(([key, value]) => labels[key] === value) && deletionTimestamp === undefined && !joined.includes(name),
    )
    .map(({ metadata }) => metadata.name)
    .sort();
}

/** Whether a member responds. */
export function isReady({ status }: ClusterObject): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
}

/** Whether the program may hold copies on a member. */
export function isMarked({ metadata }: ClusterObject): boolean {
  return metadata.annotations?.[DEPARTURE_ANNOTATION] !== undefined;
}
