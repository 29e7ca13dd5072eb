import { quoted } from "../checks";
import { Members } from "../members";
import { Placement } from "../placement";
import type { MemberWeight } from "../placement";
import { planReplicas, planReplicasV1 } from "../plan";
import type { Assignment, Member, ReplicaPreferencesV1 } from "../plan";
import { memberTest } from "../plan/affinity";
import type { Findings } from "./findings";

/** A workload as Federation v1 divided it. */
export interface DividedV1 {
  /** `<namespace>/<name>`, by which Federation v1 decided ties. */
  readonly key: string;
  /** Path of the preferences, or of the object where it has none. */
  readonly path: string;
  readonly preferences: ReplicaPreferencesV1;
  /** The members that its cluster selector selects; undefined for all. */
  readonly selection: Members | undefined;
  /** What is divided, by the name of its field: replicas, or parallelism and completions of a Job. */
  readonly counts: { readonly [field: string]: number };
  readonly clusters: readonly Member[];
}

type Numbers = { readonly [cluster: string]: number };

/**
 * The placement that divides a workload as Federation v1 did, as far as Karmada can; undefined, with a fault, where it cannot.
 * What comes out otherwise with the clusters and counts that there are is told in a warning.
 */
export function replicaPlacement(divided: DividedV1, { faults, warnings }: Findings): Placement | undefined {
  const { path, preferences, selection, clusters, counts, key } = divided;
  const selected = selection ? clusters.filter((cluster) => !memberTest(selection.affinity ?? {})(cluster)) : clusters;
  const names = selected.map(({ name }) => name);
  const plans = Object.entries(counts).map(([field, count]) => ({
    field,
    count,
    v1: planReplicasV1({ preferences, replicas: count, clusters: names, key }).replicas,
  }));
  const given = byWeight(divided);
  const strangers = Object.keys(preferences.clusters).filter((name) => name !== "*" && !isKnown(clusters, name));
  if (strangers.length > 0) warnings.push(`${path}: ${strangers.map(quoted).join(", ")} is no cluster: left out`);
  if (names.length === 0) warnings.push(`${path}: the cluster selector selects no cluster`);
  const limited = names.filter((name) => hasLimit(preferences, name));
  if (limited.length === 0) {
    if (!given || (names.length > 0 && !names.some((name) => weightOf(preferences, name) > 0))) {
      faults.push(`${path}: no cluster has a weight, so that it runs nowhere. Write a weight, or leave the object out.`);
      return undefined;
    }
    for (const plan of plans) warnings.push(...difference(path, plan, placed(given, clusters, plans, plan)));
    return given;
  }
  const unplaced = plans.find(({ v1, count }) => sum(v1) < count);
  if (unplaced) {
    const { field, count, v1 } = unplaced;
    faults.push(
      `${path}: of ${quoted(count)} ${field} its limits place ${sum(v1)}. Karmada has no minReplicas and maxReplicas ` +
        `and would place all. Write ${sum(v1)} ${field}, or preferences without limits.`,
    );
    return undefined;
  }
  const [first] = plans;
  const fixed = Placement.weighted(Object.entries(first!.v1).filter(([, count]) => count > 0));
  const kept = (placement: Placement) =>
    plans.every((plan) => keeps(preferences, plan, placed(placement, clusters, plans, plan)));
  const placement = [...(given ? [given] : []), ...(first!.count > 0 ? [fixed] : [])].find(kept);
  if (!placement) {
    faults.push(
      `${path}: Karmada cannot keep ${limited.map((name) => `the limits of ${quoted(name)}`).join(", ")} for ` +
        `${plans.map(({ field, count }) => `${count} ${field}`).join(", ")}. Write preferences without limits.`,
    );
    return undefined;
  }
  warnings.push(
    `${path}: Karmada has no minReplicas and maxReplicas. They hold for ` +
      `${plans.map(({ field, count }) => `${count} ${field}`).join(", ")} on ${names.join(", ")}, not if these change`,
  );
  for (const plan of plans) warnings.push(...difference(path, plan, placed(placement, clusters, plans, plan)));
  return placement;
}

interface FieldPlan {
  readonly field: string;
  readonly count: number;
  readonly v1: Numbers;
}

/** The placement that gives clusters the weights that they have; undefined where none has any. */
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

/** What Karmada places of one of the counts. It divides by the first, and what a Job completes in proportion to that. */
function placed(
  placement: Placement,
  members: readonly Member[],
  [first]: readonly FieldPlan[],
  plan: FieldPlan,
): readonly Assignment[] {
  const replicas = Math.min(first!.count, plan.count);
  const { assignments } = planReplicas({ name: plan.field, replicas, placement: placement.spec, members });
  if (plan === first || plan.count === replicas) return assignments;
  const weights = assignments.filter((one) => one.replicas > 0).map((one) => [one.member, one.replicas] as const);
  if (weights.length === 0) return [];
  const shares = Placement.weighted(weights).spec;
  return planReplicas({ name: plan.field, replicas: plan.count, placement: shares, members }).assignments;
}

function keeps({ clusters }: ReplicaPreferencesV1, { v1 }: FieldPlan, assignments: readonly Assignment[]): boolean {
  return Object.keys(v1).every((name) => {
    const { minReplicas = 0, maxReplicas = Infinity } = clusters[name] ?? clusters["*"] ?? {};
    const least = Math.min(minReplicas, v1[name]!);
    return outcomes(assignments, name).every((count) => count >= least && count <= maxReplicas);
  });
}

function difference(path: string, { field, count, v1 }: FieldPlan, assignments: readonly Assignment[]): string[] {
  const names = [...new Set([...Object.keys(v1), ...assignments.map(({ member }) => member)])].sort();
  const same = names.every((name) => outcomes(assignments, name).every((one) => one === (v1[name] ?? 0)));
  if (same) return [];
  const before = names.map((name) => `${name} ${v1[name] ?? 0}`).join(", ");
  const now = names.map((name) => `${name} ${outcomes(assignments, name).join(" or ")}`).join(", ");
  return [`${path}: Federation v1 placed ${count} ${field} as ${before}; Karmada places ${now}`];
}

function outcomes(assignments: readonly Assignment[], name: string): readonly number[] {
  const found = assignments.find(({ member }) => member === name);
  return found?.alternative === undefined ? [found?.replicas ?? 0] : [found.replicas, found.alternative];
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

function sum(counts: Numbers): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
