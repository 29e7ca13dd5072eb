import { told } from "../../kinds/identity";
import { RELEASE } from "../../kinds/release";
import type { Policy } from "./policies";

/** Fields of a policy that may change where something lands but that a plan ignores. */
const NOT_FOLLOWED: readonly (readonly [path: string, why: string])[] = [
  ["placement.workloadAffinity", "it takes Karmada's alpha feature WorkloadAffinity"],
  ["schedulePriority", "it takes Karmada's alpha feature PriorityBasedScheduling"],
  ["activationPreference", "with it, a change of the policy reaches an object only when that changes, too"],
];

const KNOWN = new Set([
  "activationPreference",
  "association",
  "conflictResolution",
  "dependentOverrides",
  "failover",
  "placement",
  "preemption",
  "preserveResourcesOnDeletion",
  "priority",
  "propagateDeps",
  "resourceSelectors",
  "schedulePriority",
  "schedulerName",
  "suspension",
]);
const KNOWN_IN_PLACEMENT = new Set([
  "clusterAffinities",
  "clusterAffinity",
  "clusterTolerations",
  "replicaScheduling",
  "spreadConstraints",
  "workloadAffinity",
]);

type Fields = { readonly [field: string]: unknown };

/** Sentences about the fields of policies that a plan ignores: each field once, with the policies that have it. */
export function notRead(policies: readonly Policy[]): readonly string[] {
  const found = new Map<string, { readonly why: string; readonly in: string[] }>();
  for (const { ref, spec } of policies) {
    const placement = (spec.placement ?? {}) as Fields;
    const fields: Fields = { ...(spec as unknown as Fields), ...prefixed(placement) };
    const unknown = [
      ...Object.keys(spec).filter((field) => !KNOWN.has(field)),
      ...Object.keys(placement).flatMap((field) => (KNOWN_IN_PLACEMENT.has(field) ? [] : [`placement.${field}`])),
    ];
    for (const [path, why] of [
      ...NOT_FOLLOWED.filter(([field]) => isSet(fields[field])),
      ...unknown.map((field) => [field, `Karmada ${RELEASE} has no such field`] as const),
    ]) {
      const known = found.get(path);
      if (known) known.in.push(told(ref));
      else found.set(path, { why, in: [told(ref)] });
    }
  }
  return [...found].map(
    ([path, { why, in: where }]) => `The plan does not follow spec.${path} of ${where.join(", ")}: ${why}.`,
  );
}

function prefixed(placement: Fields): Fields {
  return Object.fromEntries(Object.entries(placement).map(([field, value]) => [`placement.${field}`, value]));
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
