import { at, fault, quoted } from "../faults";
import type { Fault } from "../faults";
import { Duration } from "cdk8s";
import type { FailoverSpec, StatePreservation } from "../api/karmada";
import { integer, labelKey, oneOf } from "../validation/checks";

/** State of a workload that is carried over: name of the label that carries it, JSONPath into the workload's status. */
export interface PreservedState {
  /** By name of the label, a JSONPath template such as `{.availableReplicas}`. */
  readonly [labelName: string]: string;
}

/** What happens when a workload stays unhealthy on a member. Becomes `failover.application`. */
export type ApplicationFailover = {
  /**
   * How long the workload must have been unhealthy. Whole seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly after?: Duration | undefined;
  /** State to carry over. Needs Karmada's alpha feature `StatefulFailoverInjection`. */
  readonly preserve?: PreservedState | undefined;
} & (
  | {
      /** Removed from the ill member once it is healthy elsewhere. */
      readonly purgeMode?: "gracefully" | undefined;
      /**
       * How long to wait for it to become healthy elsewhere. Whole seconds, at least one.
       *
       * @default Duration.minutes(10)
       */
      readonly gracePeriod?: Duration | undefined;
    }
  | {
      /** Removed at once and before it starts elsewhere, or left on the ill member for people to clean up. */
      readonly purgeMode: "directly" | "never";
      readonly gracePeriod?: undefined;
    }
);

/** What happens when a member is lost. Becomes `failover.cluster`. */
export interface ClusterFailover {
  /**
   * Removed from the lost member once it is healthy elsewhere, or at once.
   *
   * @default "gracefully"
   */
  readonly purgeMode?: "gracefully" | "directly" | undefined;
  /** State to carry over. Needs Karmada's alpha feature `StatefulFailoverInjection`. */
  readonly preserve?: PreservedState | undefined;
}

/**
 * Where a workload goes on when it, or the member under it, fails. That of a member needs
 * `evictFromLostMembers` of the federation; that of an application does not.
 *
 * @see https://karmada.io/docs/userguide/failover/ (`failover`)
 */
export interface Failover {
  /** When the workload stays unhealthy. What it refers to moves with it. */
  readonly application?: ApplicationFailover | undefined;
  /** When the member is lost. Only where the federation evicts from lost members, which it does not by default. */
  readonly cluster?: ClusterFailover | undefined;
}

const PURGE_MODES = { gracefully: "Gracefully", directly: "Directly", never: "Never" } as const;

/** What Karmada reads. */
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
      ? [fault(path, "{} fails nothing over", "Set application, cluster or both")]
      : []),
    ...durationFaults(`${path}.application.after`, application?.after, 0),
    ...oneOf(`${path}.application.purgeMode`, application?.purgeMode ?? "gracefully", Object.keys(PURGE_MODES)),
    ...durationFaults(`${path}.application.gracePeriod`, application?.gracePeriod, 1),
    ...(application?.gracePeriod && (application.purgeMode ?? "gracefully") !== "gracefully"
      ? [
          fault(
            `${path}.application.gracePeriod`,
            `counts only with purgeMode "gracefully", not ${quoted(application.purgeMode)}`,
            "Leave it out",
          ),
        ]
      : []),
    ...preservationFaults(`${path}.application.preserve`, application?.preserve),
    ...oneOf(`${path}.cluster.purgeMode`, cluster?.purgeMode ?? "gracefully", ["gracefully", "directly"]),
    ...preservationFaults(`${path}.cluster.preserve`, cluster?.preserve),
  ];
}

/** A duration in seconds, as Karmada counts. */
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
            'Use one such as "{.availableReplicas}"',
          ),
        ]),
  ]);
}
