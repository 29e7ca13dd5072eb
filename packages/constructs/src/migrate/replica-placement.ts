import { fault, quoted } from "../faults";
import { Members } from "../members/members";
import { Placement } from "../placement/placement";
import type { MemberWeight } from "../placement/placement";
import type { Member } from "../plan";
import { memberTest } from "../plan/scheduler/affinity";
import { differences, keepsLimits } from "./division";
import type { Amount } from "./division";
import type { Findings } from "./findings";
import { planReplicasV1 } from "./planner";
import type { ReplicaPreferencesV1 } from "./planner";

/** A workload as Federation v1 divided it. */
export interface DividedV1 {
  /** `<namespace>/<name>`, which decided ties in Federation v1. */
  readonly key: string;
  /** Path of the preferences, or of the object if it has none. */
  readonly path: string;
  readonly preferences: ReplicaPreferencesV1;
  /** The members that its cluster selector selects; undefined for all. */
  readonly selection: Members | undefined;
  /** What is divided, by field name: replicas, or parallelism and completions of a Job. */
  readonly counts: { readonly [field: string]: number };
  readonly clusters: readonly Member[];
}

/**
 * Placement that divides a workload as Federation v1 did, as far as Karmada can; undefined, with a fault, if it cannot.
 * Warns if the result differs for the current clusters and counts.
 */
export function replicaPlacement(divided: DividedV1, findings: Findings): Placement | undefined {
  const { path, preferences, selection, clusters, counts, key } = divided;
  const outside = memberTest(selection?.affinity ?? {});
  const names = clusters.filter((cluster) => !outside(cluster)).map(({ name }) => name);
  const strangers = Object.keys(preferences.clusters).filter((name) => name !== "*" && !isKnown(clusters, name));
  if (strangers.length > 0) {
    findings.warnings.push(fault(path, `${strangers.map(quoted).join(", ")} is not a cluster, so it is left out`));
  }
  if (names.length === 0) findings.warnings.push(fault(path, "the cluster selector selects no cluster"));
  const amounts = Object.entries(counts).map(([field, count]): Amount => {
    const { replicas } = planReplicasV1({ preferences, replicas: count, clusters: names, key });
    return { field, count, v1: replicas };
  });
  const limited = names.some((name) => hasLimit(preferences, name));
  const placement = limited ? withinLimits(divided, names, amounts, findings) : unlimited(divided, names, findings);
  if (placement) findings.warnings.push(...differences(placement, clusters, amounts).map((told) => fault(path, told)));
  return placement;
}

function unlimited(divided: DividedV1, names: readonly string[], { faults }: Findings): Placement | undefined {
  const weighs = names.length === 0 || names.some((name) => weightOf(divided.preferences, name) > 0);
  const placement = weighs ? byWeight(divided) : undefined;
  if (placement) return placement;
  faults.push(
    fault(divided.path, "no cluster has a weight, so that it runs nowhere", "set a weight, or leave the object out"),
  );
  return undefined;
}

/** The given weights or, if those break a limit, Federation v1's counts as weights, if these keep all limits. */
function withinLimits(
  divided: DividedV1,
  names: readonly string[],
  amounts: readonly Amount[],
  { faults, warnings }: Findings,
): Placement | undefined {
  const { path, preferences, clusters } = divided;
  const told = amounts.map(({ field, count }) => `${count} ${field}`).join(", ");
  for (const { field, count, v1 } of amounts) {
    const sum = Object.values(v1).reduce((total, one) => total + one, 0);
    if (sum < count) {
      faults.push(
        fault(
          path,
          `its limits place ${sum} of ${quoted(count)} ${field}, but Karmada would place all`,
          `use ${sum} ${field}, or preferences without limits`,
        ),
      );
      return undefined;
    }
  }
  const fixed = Object.entries(amounts[0]!.v1).filter(([, count]) => count > 0);
  const placement = [
    byWeight(divided),
    fixed.length > 0 ? Placement.weighted(fixed, { among: divided.selection }) : undefined,
  ].find((one) => one && keepsLimits(one, clusters, amounts, preferences));
  if (placement) {
    const where = names.join(", ");
    warnings.push(
      fault(
        path,
        `Karmada has no minReplicas and maxReplicas. The limits hold for ${told} on ${where}, but not if these change`,
      ),
    );
  } else {
    faults.push(fault(path, `Karmada cannot keep its limits for ${told}`, "use preferences without limits"));
  }
  return placement;
}

/** Placement with the clusters' weights; undefined if no cluster has one. */
function byWeight({ preferences, selection, clusters }: DividedV1): Placement | undefined {
  const named = Object.keys(preferences.clusters).filter((name) => name !== "*" && isKnown(clusters, name));
  const star = preferences.clusters["*"]?.weight ?? 0;
  if (named.length === 0 && star > 0) return Placement.evenly(selection);
  const weights = named
    .map((name): MemberWeight => [name, weightOf(preferences, name)])
    .concat([[Members.all().except(...named), star]])
    .filter(([, weight]) => weight > 0);
  if (weights.length === 0) return undefined;
  return Placement.weighted(weights, { among: selection ?? (star > 0 ? Members.all() : undefined) });
}

function weightOf({ clusters }: ReplicaPreferencesV1, name: string): number {
  return (clusters[name] ?? clusters["*"])?.weight ?? 0;
}

function hasLimit({ clusters }: ReplicaPreferencesV1, name: string): boolean {
  const { minReplicas = 0, maxReplicas } = clusters[name] ?? clusters["*"] ?? {};
  return minReplicas > 0 || maxReplicas !== undefined;
}

function isKnown(clusters: readonly Member[], name: string): boolean {
  return clusters.some((cluster) => cluster.name === name);
}
