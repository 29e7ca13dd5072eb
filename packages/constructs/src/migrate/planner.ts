import type { Counts } from "../plan/scheduler/webster";

/** Federation v1's preferences for one cluster. */
export interface ClusterPreferencesV1 {
  /**
   * Replicas that it gets before anything is divided.
   *
   * @default 0
   */
  readonly minReplicas?: number | undefined;
  /**
   * Maximum number of replicas.
   *
   * @default - no limit
   */
  readonly maxReplicas?: number | undefined;
  /**
   * Weight for dividing what is left.
   *
   * @default 0
   */
  readonly weight?: number | undefined;
}

/** Replica preferences of a workload in Federation v1, by the name of a cluster or `*` for all others. */
export interface ReplicaPreferencesV1 {
  readonly clusters: { readonly [cluster: string]: ClusterPreferencesV1 };
  /**
   * Whether running replicas may be moved.
   *
   * @default false
   */
  readonly rebalance?: boolean | undefined;
}

/** A workload to plan like Federation v1. */
export interface ReplicaRequestV1 {
  readonly preferences: ReplicaPreferencesV1;
  readonly replicas: number;
  /** Names of the clusters that are ready. */
  readonly clusters: readonly string[];
  /**
   * Current replicas by cluster.
   *
   * @default - it does not run yet
   */
  readonly current?: { readonly [cluster: string]: number } | undefined;
  /**
   * Capacity by cluster, in replicas. A cluster that is not listed has no limit.
   *
   * @default - no limit
   */
  readonly capacity?: { readonly [cluster: string]: number } | undefined;
  /**
   * Key that decides ties: the workload's `<namespace>/<name>`.
   *
   * @default ""
   */
  readonly key?: string | undefined;
}

/** How Federation v1 divided a workload. */
export interface ReplicaPlanV1 {
  /** Replicas by cluster, including clusters with none. */
  readonly replicas: { readonly [cluster: string]: number };
  /** More replicas by cluster that it tried to place beyond the capacity. */
  readonly overflow: { readonly [cluster: string]: number };
}

interface Share extends Required<ClusterPreferencesV1> {
  readonly cluster: string;
  readonly capacity: number;
  readonly hash: number;
}

/**
 * Plans replicas like Federation v1: first each cluster's minimum, then what already runs there unless it may be moved,
 * then by weight up to the maximum, rounding up and starting with the heaviest.
 *
 * @see https://github.com/kubernetes-retired/federation/blob/v1.9.0-alpha.3/pkg/federation-controller/util/planner/planner.go
 */
export function planReplicasV1(request: ReplicaRequestV1): ReplicaPlanV1 {
  const { preferences, replicas, clusters, current = {} } = request;
  const shares = sharesOf(request);
  const planned = new Map(clusters.map((cluster) => [cluster, 0]));
  const reserved = new Map<string, number>();
  let left = replicas;
  for (const { cluster, minReplicas, capacity } of shares) {
    const least = Math.min(minReplicas, left, capacity);
    planned.set(cluster, least);
    left -= least;
  }
  for (const { cluster, maxReplicas, capacity } of preferences.rebalance ? [] : shares) {
    const already = planned.get(cluster)!;
    const kept = Math.max(0, Math.min(Math.min(current[cluster] ?? 0, maxReplicas, capacity) - already, left));
    reserved.set(cluster, kept);
    planned.set(cluster, already + kept);
    left -= kept;
  }
  const division = divideByWeight(shares, left, planned, reserved);
  const overflow = [...division.overflow]
    .map(([cluster, more]): [string, number] => [cluster, preferences.rebalance ? more : Math.min(more, division.left)])
    .filter(([, more]) => more > 0);
  return { replicas: Object.fromEntries(planned), overflow: Object.fromEntries(overflow) };
}

/** Clusters that have preferences, the heaviest first. Equal weights are ordered by a hash. */
function sharesOf({ preferences, clusters, capacity = {}, key = "" }: ReplicaRequestV1): readonly Share[] {
  return clusters
    .flatMap((cluster): readonly Share[] => {
      const preference = preferences.clusters[cluster] ?? preferences.clusters["*"];
      if (!preference) return [];
      const { minReplicas = 0, maxReplicas = Infinity, weight = 0 } = preference;
      const room = capacity[cluster] ?? Infinity;
      return [{ cluster, minReplicas, maxReplicas, weight, capacity: room, hash: fnv1(cluster + key) }];
    })
    .sort((a, b) => b.weight - a.weight || a.hash - b.hash);
}

/** Divides what is left, in rounds until nothing changes. Full clusters drop out. */
function divideByWeight(
  shares: readonly Share[],
  replicas: number,
  planned: Map<string, number>,
  reserved: Map<string, number>,
): { readonly left: number; readonly overflow: Counts } {
  const overflow = new Map<string, number>();
  let left = replicas;
  let open = shares;
  for (let changed = true; changed && left > 0;) {
    changed = false;
    const round = left;
    const weights = open.reduce((sum, { weight }) => sum + weight, 0);
    if (weights === 0) break;
    open = open.filter(({ cluster, weight, maxReplicas, capacity }) => {
      const due = Math.min(Math.ceil((round * weight) / weights), left);
      const fromReserve = Math.min(due, reserved.get(cluster) ?? 0);
      reserved.set(cluster, (reserved.get(cluster) ?? 0) - fromReserve);
      const start = planned.get(cluster)!;
      const wanted = Math.min(start + due - fromReserve, maxReplicas);
      const total = Math.min(wanted, capacity);
      if (wanted > capacity) overflow.set(cluster, wanted - capacity);
      planned.set(cluster, total);
      left -= total - start;
      changed ||= fromReserve > 0 || total > start;
      return start + due - fromReserve <= Math.min(maxReplicas, capacity);
    });
  }
  return { left, overflow };
}

/** 32-bit FNV-1 hash of a text. */
function fnv1(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash, 0x01000193) ^ byte;
  return hash >>> 0;
}
