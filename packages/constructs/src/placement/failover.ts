import { at, fault, quoted } from "../faults";
import type { Fault, Fields, Kind } from "../faults";
import { Duration } from "cdk8s";
import type { FailoverSpec, StatePreservation } from "../api/karmada";
import { integer, labelKey, oneOf } from "../validation/checks";

/**
 * State of a workload to carry over: the name of the label that carries it, and a JSONPath into the workload's status.
 */
export interface PreservedState {
  /** JSONPath templates, such as `{.availableReplicas}`, by name of the label. */
  readonly [labelName: string]: string;
}

/** What happens when a workload stays unhealthy on a member. Becomes `failover.application`. */
export type ApplicationFailover = {
  /**
   * How long the workload must be unhealthy before it fails over, in whole seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly after?: Duration | undefined;
  /** State to carry over. Needs Karmada's alpha feature `StatefulFailoverInjection`. */
  readonly preserve?: PreservedState | undefined;
} & (
  | {
      /** The old copy is removed once the workload is healthy elsewhere. */
      readonly purgeMode?: "gracefully" | undefined;
      /**
       * How long to wait until it is healthy elsewhere, in whole seconds, at least one.
       *
       * @default Duration.minutes(10)
       */
      readonly gracePeriod?: Duration | undefined;
    }
  | {
      /**
       * When the old copy is removed: `"directly"` at once, before it starts elsewhere; `"never"` leaves it for you to
       * clean up.
       */
      readonly purgeMode: "directly" | "never";
      readonly gracePeriod?: undefined;
    }
);

/** What happens when a member is lost. Becomes `failover.cluster`. */
export interface ClusterFailover {
  /**
   * When the copy on the lost member is removed: `"gracefully"` once it is healthy elsewhere, `"directly"` at once.
   *
   * @default "gracefully"
   */
  readonly purgeMode?: "gracefully" | "directly" | undefined;
  /** State to carry over. Needs Karmada's alpha feature `StatefulFailoverInjection`. */
  readonly preserve?: PreservedState | undefined;
}

/**
 * What happens when a workload fails, or when its member is lost. Failover of a member needs the federation's
 * `evictFromLostMembers`; failover of an application does not.
 *
 * @see https://karmada.io/docs/userguide/failover/ (`failover`)
 */
export interface Failover {
  /** What happens when the workload stays unhealthy. The objects that it refers to move with it. */
  readonly application?: ApplicationFailover | undefined;
  /**
   * What happens when the member is lost. Takes effect only if the federation evicts from lost members, which is off by
   * default.
   */
  readonly cluster?: ClusterFailover | undefined;
}

/** @internal A duration of cdk8s, from whatever copy of it. */
export const DURATION: Kind = {
  what: "a Duration, such as Duration.minutes(5)",
  is: (value: unknown) => typeof (value as Partial<Duration> | undefined)?.toSeconds === "function",
};
const APPLICATION: Fields<ApplicationFailover> = {
  after: DURATION,
  preserve: "map",
  purgeMode: "anything",
  gracePeriod: DURATION,
};
const CLUSTER: Fields<ClusterFailover> = { purgeMode: "anything", preserve: "map" };

/** @internal */
export const FAILOVER: Fields<Failover> = { application: APPLICATION, cluster: CLUSTER };

const PURGE_MODES = { gracefully: "Gracefully", directly: "Directly", never: "Never" } as const;

/** The groups for Karmada. */
export function failoverSpec({ application, cluster }: Failover): FailoverSpec {
  return {
    ...(application && {
      application: {
        decisionConditions: { tolerationSeconds: seconds(application.after ?? Duration.minutes(5)) },
        purgeMode: PURGE_MODES[application.purgeMode ?? "gracefully"],
        ...((application.purgeMode ?? "gracefully") === "gracefully" && {
          gracePeriodSeconds: seconds(application.gracePeriod ?? Duration.minutes(10)),
        }),
        ...preservation(application.preserve),
      },
    }),
    ...(cluster && {
      cluster: { purgeMode: PURGE_MODES[cluster.purgeMode ?? "gracefully"], ...preservation(cluster.preserve) },
    }),
  };
}

/** @internal */
export function failoverFaults(path: string, { application, cluster }: Failover): Fault[] {
  return [
    ...(application === undefined && cluster === undefined
      ? [fault(path, "{} has no effect", "set application, cluster or both")]
      : []),
    ...durationFaults(`${path}.application.after`, application?.after, 0),
    ...oneOf(`${path}.application.purgeMode`, application?.purgeMode ?? "gracefully", Object.keys(PURGE_MODES)),
    ...durationFaults(`${path}.application.gracePeriod`, application?.gracePeriod, 1),
    ...(application?.gracePeriod && (application.purgeMode ?? "gracefully") !== "gracefully"
      ? [
          fault(
            `${path}.application.gracePeriod`,
            `applies only to purgeMode "gracefully", not ${quoted(application.purgeMode)}`,
            "leave it out",
          ),
        ]
      : []),
    ...preservationFaults(`${path}.application.preserve`, application?.preserve),
    ...oneOf(`${path}.cluster.purgeMode`, cluster?.purgeMode ?? "gracefully", ["gracefully", "directly"]),
    ...preservationFaults(`${path}.cluster.preserve`, cluster?.preserve),
  ];
}

/** A duration in seconds, for Karmada. */
export function seconds(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}

/** @internal */
export function durationFaults(path: string, duration: Duration | undefined, min: number): Fault[] {
  return duration === undefined ? [] : integer(`${path} in seconds`, seconds(duration), min);
}

function preservation(preserve: PreservedState | undefined): { statePreservation?: StatePreservation } {
  if (preserve === undefined) return {};
  const names = Object.keys(preserve).sort();
  return { statePreservation: { rules: names.map((name) => ({ aliasLabelName: name, jsonPath: preserve[name]! })) } };
}

function preservationFaults(path: string, preserve: PreservedState | undefined): Fault[] {
  return Object.entries(preserve ?? {}).flatMap(([name, jsonPath]) => [
    ...labelKey(path, name),
    ...(/^\{.+\}$/.test(jsonPath)
      ? []
      : [
          fault(
            at(path, name),
            `${quoted(jsonPath)} is not a JSONPath template`,
            'use one such as "{.availableReplicas}"',
          ),
        ]),
  ]);
}
