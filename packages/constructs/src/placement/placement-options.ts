import { at, fault, quoted } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Duration } from "cdk8s";
import type { PropagationSpec, SpreadConstraint, Toleration as TolerationSpec } from "../api/karmada";
import { RELEASE } from "../karmada";
import { integer, labelKey, labelValue, oneOf, optional } from "../validation/checks";
import { DURATION, FAILOVER, durationFaults, failoverFaults, failoverSpec, seconds } from "./failover";
import type { Failover } from "./failover";
import { SCHEDULING, schedulingFaults, schedulingSpec } from "./scheduling-options";
import type { SchedulingOptions } from "./scheduling-options";

/**
 * Taint of members that a workload tolerates. Without a key, it tolerates every taint; without a value, every value of
 * the key.
 */
export type Toleration = {
  /** Key of the taint. */
  readonly key?: string | undefined;
  /** Value of the taint; only with a key. */
  readonly value?: string | undefined;
} & (
  | {
      /**
       * Effect of the taint.
       *
       * @default - every effect
       */
      readonly effect?: "NoSchedule" | "PreferNoSchedule" | undefined;
      readonly for?: undefined;
    }
  | {
      readonly effect: "NoExecute";
      /**
       * How long the workload stays on a member that gets the taint, in whole seconds.
       *
       * @default - for good
       */
      readonly for?: Duration | undefined;
    }
);

/** Limits of how many groups of members are used. */
export interface SpreadRange {
  /**
   * Minimum: a whole number from 1. Becomes `minGroups`.
   *
   * @default 1
   */
  readonly min?: number | undefined;
  /**
   * Maximum: not less than the minimum. Becomes `maxGroups`.
   *
   * @default - no limit
   */
  readonly max?: number | undefined;
}

/**
 * How many members, regions and so on something is spread over.
 *
 * Karmada 1.18 uses this to choose regions and members. Zones and providers only exclude members that have none, and
 * labels do nothing: all three give a warning.
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy#spread-constraints (`spreadConstraints`)
 */
export interface SpreadConstraints {
  /** Number of members. Becomes `spreadByField: cluster`. */
  readonly members?: SpreadRange | undefined;
  /** Number of regions. Becomes `spreadByField: region`. */
  readonly regions?: SpreadRange | undefined;
  /** Number of zones. Becomes `spreadByField: zone`. */
  readonly zones?: SpreadRange | undefined;
  /** Number of cloud providers. Becomes `spreadByField: provider`. */
  readonly cloudProviders?: SpreadRange | undefined;
  /** Number of values of a label. Becomes `spreadByLabel`. */
  readonly labels?: { readonly [key: string]: SpreadRange } | undefined;
}

/** Options of every placement. */
export interface PolicyOptions extends SchedulingOptions {
  /** Taints of members that the workload tolerates. Becomes `clusterTolerations`. */
  readonly tolerations?: readonly Toleration[] | undefined;
  /** What happens when it fails, or when its member is lost. */
  readonly failover?: Failover | undefined;
  /**
   * Priority among policies that match the same object: the highest wins.
   *
   * @default 0
   */
  readonly priority?: number | undefined;
  /**
   * Whether the policy takes over objects from a policy with a lower priority. Needs Karmada's alpha feature
   * `PropagationPolicyPreemption`. Becomes `preemption`.
   *
   * @default false
   */
  readonly preemption?: boolean | undefined;
  /**
   * What happens if a member already has an object with that name that the federation did not create: `"abort"` leaves
   * it and reports an error, `"overwrite"` takes it over. Becomes `conflictResolution`.
   *
   * @default "abort"
   */
  readonly onConflict?: "abort" | "overwrite" | undefined;
  /**
   * What happens to the members' copies when the object is deleted from the federation. Becomes
   * `preserveResourcesOnDeletion`.
   *
   * @default "delete"
   */
  readonly onDeletion?: "delete" | "keep" | undefined;
  /**
   * Whether the ConfigMaps, Secrets, ServiceAccounts and PersistentVolumeClaims that a workload refers to go wherever
   * it goes. Becomes `propagateDeps`.
   *
   * @default - true with failover of the application, otherwise false
   */
  readonly propagateDependencies?: boolean | undefined;
}

/** Options of placements in which the scheduler chooses among members. */
export interface PlacementOptions extends PolicyOptions {
  /**
   * How many members, regions and so on it is spread over. Not available with fixed or equal weights, because Karmada
   * ignores it there.
   */
  readonly spread?: SpreadConstraints | undefined;
}

const TOLERATION: Fields<Toleration> = { key: "anything", value: "anything", effect: "anything", for: DURATION };
const RANGE: Fields<SpreadRange> = { min: "anything", max: "anything" };
const SPREAD: Fields<SpreadConstraints> = {
  members: RANGE,
  regions: RANGE,
  zones: RANGE,
  cloudProviders: RANGE,
  labels: { "*": RANGE },
};

/** @internal */
export const OPTIONS: Fields<PlacementOptions> = {
  tolerations: [TOLERATION],
  failover: FAILOVER,
  priority: "anything",
  preemption: "anything",
  onConflict: "anything",
  onDeletion: "anything",
  propagateDependencies: "anything",
  ...SCHEDULING,
  spread: SPREAD,
};

/** Karmada treats a missing `maxGroups` as 0. This is more members than a control plane is made for. */
const UNLIMITED_GROUPS = 1000;

/** @internal */
export function tolerations(given: readonly Toleration[]): TolerationSpec[] {
  return given.map(({ key, value, effect, for: duration }) => ({
    ...(key !== undefined && { key }),
    operator: value === undefined ? "Exists" : "Equal",
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
    ...(duration !== undefined && { tolerationSeconds: seconds(duration) }),
  }));
}

/** @internal */
export function spreadConstraints({
  members,
  regions,
  zones,
  cloudProviders,
  labels = {},
}: SpreadConstraints): SpreadConstraint[] {
  const min = Math.max(1, ...[members, regions].map((count) => count?.min ?? 1));
  return [
    ...[["region", regions] as const, ["zone", zones] as const, ["provider", cloudProviders] as const].flatMap(
      ([spreadByField, count]) => (count ? [{ spreadByField, ...groups(count) }] : []),
    ),
    ...Object.keys(labels)
      .sort()
      .map((spreadByLabel) => ({ spreadByLabel, ...groups(labels[spreadByLabel]!) })),
    { spreadByField: "cluster", ...groups({ ...members, min }) },
  ];
}

function groups({ min = 1, max }: SpreadRange): { minGroups: number; maxGroups: number } {
  return { minGroups: min, maxGroups: max ?? Math.max(min, UNLIMITED_GROUPS) };
}

/** @internal */
export function spreadWarnings({ zones, cloudProviders, labels = {} }: SpreadConstraints): Fault[] {
  const ignored = [
    ...(zones ? ["zones"] : []),
    ...(cloudProviders ? ["cloudProviders"] : []),
    ...Object.keys(labels).map((key) => at("labels", key)),
  ];
  return ignored.map((what) =>
    fault(
      `placement.spread.${what}`,
      `Karmada ${RELEASE.versions.karmada} chooses members only by region and by member`,
    ),
  );
}

/** @internal */
export function policyOptions(options: PolicyOptions): Partial<PropagationSpec> {
  const { failover, priority, preemption, onConflict, onDeletion, propagateDependencies } = options;
  const follow = propagateDependencies ?? failover?.application !== undefined;
  return {
    ...(follow && { propagateDeps: true }),
    ...(failover && { failover: failoverSpec(failover) }),
    ...(priority !== undefined && { priority }),
    ...(preemption && { preemption: "Always" }),
    ...(onConflict === "overwrite" && { conflictResolution: "Overwrite" }),
    ...(onDeletion === "keep" && { preserveResourcesOnDeletion: true }),
    ...schedulingSpec(options),
  };
}

/** @internal */
export function optionFaults(options: PlacementOptions): Fault[] {
  const { tolerations: tolerated = [], spread, failover, priority, onConflict, onDeletion } = options;
  return [
    ...tolerated.flatMap((toleration, i) => tolerationFaults(`placement.tolerations[${i}]`, toleration)),
    ...(spread ? spreadFaults("placement.spread", spread) : []),
    ...(failover ? failoverFaults("placement.failover", failover) : []),
    ...(failover?.application && options.propagateDependencies === false
      ? [fault("placement.propagateDependencies", '"false" contradicts failover of the application', "leave it out")]
      : []),
    ...optional((path, value) => integer(path, value, -(2 ** 31)), "placement.priority", priority),
    ...oneOf("placement.onConflict", onConflict ?? "abort", ["abort", "overwrite"]),
    ...oneOf("placement.onDeletion", onDeletion ?? "delete", ["delete", "keep"]),
    ...schedulingFaults(options),
  ];
}

function tolerationFaults(path: string, { key, value, effect, for: duration }: Toleration): Fault[] {
  return [
    ...optional(labelKey, `${path}.key`, key),
    ...optional(labelValue, `${path}.value`, value),
    ...(key === undefined && value !== undefined
      ? [fault(`${path}.key`, `is required with value ${quoted(value)}`)]
      : []),
    ...optional((p, v) => oneOf(p, v, ["NoSchedule", "PreferNoSchedule", "NoExecute"]), `${path}.effect`, effect),
    ...durationFaults(`${path}.for`, duration, 0),
    ...(duration && effect !== "NoExecute"
      ? [fault(`${path}.for`, 'applies only to effect "NoExecute"', "leave it out")]
      : []),
  ];
}

function spreadFaults(path: string, { labels = {}, ...fields }: SpreadConstraints): Fault[] {
  const counts = [
    ...Object.entries(fields).map(([name, count]) => [`${path}.${name}`, count] as const),
    ...Object.entries(labels).map(([key, count]) => [at(`${path}.labels`, key), count] as const),
  ];
  const { members, regions } = fields;
  return [
    ...counts.flatMap(([at, count]) => (count ? countFaults(at, count) : [])),
    ...Object.keys(labels).flatMap((key) => labelKey(`${path}.labels`, key)),
    ...(members?.max !== undefined && regions?.min !== undefined && members.max < regions.min
      ? [
          fault(
            `${path}.members.max`,
            `${quoted(members.max)} members cannot cover ${quoted(regions.min)} regions`,
            `use at least ${regions.min}`,
          ),
        ]
      : []),
  ];
}

function countFaults(path: string, { min = 1, max }: SpreadRange): Fault[] {
  return [
    ...integer(`${path}.min`, min, 1),
    ...optional((p, v) => integer(p, v, Math.max(1, min)), `${path}.max`, max),
  ];
}
