import { also, fault, quoted, read } from "../faults";
import type { Fault, Fields } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { ApiObject } from "cdk8s";
import type { ApiObjectMetadata, Cron } from "cdk8s";
import { Construct } from "constructs";
import { RELEASE } from "../karmada";
import { cronSchedule } from "../kinds/cron";
import { annotations, dnsSubdomain, integer, labels, optional, timeZone as timeZoneFaults } from "../validation/checks";
import { expressionOf } from "./cron-expression";
import { METADATA } from "../validation/metadata";
import { FederatedHPA, scalable, targetRef, warnOfTarget } from "./federated-hpa";
import { FederatedWorkload } from "./federated-workload";

/** Options of every rule. */
export interface CronRule {
  /** Name of the rule: unique, at most 32 characters. Renaming a rule loses its history. */
  readonly name: string;
  /** When it applies: as text, such as `0 7 * * 1-5` or `@daily`, or such as `Cron.daily()`. */
  readonly schedule: Cron | string;
  /**
   * Time zone of the schedule, such as `Asia/Taipei`.
   *
   * @default - the time zone of Karmada's controller manager
   */
  readonly timeZone?: string | undefined;
  /**
   * Whether the rule is suspended.
   *
   * @default false
   */
  readonly suspended?: boolean | undefined;
}

/** Rule that sets the replicas of a workload; 0 is allowed. */
export interface WorkloadRule extends CronRule {
  /** Number of replicas over all members. */
  readonly replicas: number;
  /** Only of a rule for an autoscaler. */
  readonly minReplicas?: undefined;
  /** Only of a rule for an autoscaler. */
  readonly maxReplicas?: undefined;
}

/** Rule that sets the minimum, the maximum or both of an autoscaler. */
export type AutoscalerRule = CronRule & { readonly replicas?: undefined } & (
    | { readonly minReplicas: number; readonly maxReplicas?: number | undefined }
    | { readonly minReplicas?: undefined; readonly maxReplicas: number }
  );

/** Props of {@link CronFederatedHPA}. */
export type CronFederatedHPAProps = {
  /**
   * Metadata of the object.
   *
   * @default - name: the construct's id; namespace: the target's
   */
  readonly metadata?: Omit<ApiObjectMetadata, "namespace"> | undefined;
} & (
  | {
      /** Autoscaler whose limits the rules set. */
      readonly target: FederatedHPA;
      readonly rules: readonly AutoscalerRule[];
    }
  | {
      /** Deployment or StatefulSet whose replicas the rules set. */
      readonly target: FederatedWorkload;
      readonly rules: readonly WorkloadRule[];
    }
);

const RULE: Fields<WorkloadRule | AutoscalerRule> = {
  name: "anything",
  schedule: "anything",
  timeZone: "anything",
  suspended: "anything",
  replicas: "anything",
  minReplicas: "anything",
  maxReplicas: "anything",
};
const FIELDS: Fields<CronFederatedHPAProps> = {
  metadata: METADATA,
  target: {
    what: "a workload or a FederatedHPA",
    is: (value: unknown) => value instanceof FederatedWorkload || value instanceof FederatedHPA,
  },
  rules: [RULE],
};

/**
 * Changes the replicas of a workload, or the limits of an autoscaler, on a schedule.
 *
 * @example
 * new CronFederatedHPA(chart, "web-hours", {
 *   target: web,
 *   rules: [{ name: "morning", schedule: Cron.schedule({ minute: "0", hour: "7" }), replicas: 10 }],
 * });
 *
 * @see https://karmada.io/docs/userguide/autoscaling/cronfederatedhpa
 */
export class CronFederatedHPA extends Construct {
  /** The object in the federated API. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: CronFederatedHPAProps) {
    super(scope, id);
    const { given, faults } = read<CronFederatedHPAProps>(props, FIELDS);
    const { metadata = {} } = given;
    const target = given.target as CronFederatedHPAProps["target"] | undefined;
    const rules: readonly (WorkloadRule | AutoscalerRule)[] = given.rules ?? [];
    this.apiObject = new ApiObject(this, "Resource", {
      apiVersion: RELEASE.versions.apis.autoscaling,
      kind: "CronFederatedHPA",
      metadata: { ...metadata, name: metadata.name ?? id, namespace: target?.apiObject.metadata.namespace },
      spec: { scaleTargetRef: targetRef(target?.apiObject), rules: rules.map(ruleSpec) },
    });
    if (target) this.apiObject.addDependency(target.apiObject);
    if (target instanceof FederatedWorkload) warnOfTarget(this, target);
    const checked = (): Fault[] => [
      ...dnsSubdomain("metadata.name", this.apiObject.name),
      ...labels("metadata.labels", metadata.labels),
      ...annotations("metadata.annotations", metadata.annotations),
      ...(target instanceof FederatedHPA ? [] : scalable(target)),
      ...rules.flatMap((rule, i) => ruleFaults(`rules[${i}]`, rule, target instanceof FederatedHPA)),
      ...rules
        .filter((rule, i) => rules.findIndex((other) => other.name === rule.name) !== i)
        .map((rule) => fault("rules", `${quoted(rule.name)} is the name of two rules`, "rename one")),
      ...(rules.length > 0
        ? []
        : [fault("rules", given.rules ? "[] changes nothing" : "is missing", "add at least one")]),
    ];
    checkAtSynth(this, () => also(faults, checked()));
  }
}

function ruleSpec({ name, schedule, timeZone, suspended, ...counts }: WorkloadRule | AutoscalerRule): object {
  return {
    name,
    schedule: expressionOf(schedule),
    timeZone,
    suspend: suspended,
    targetReplicas: counts.replicas,
    targetMinReplicas: counts.minReplicas,
    targetMaxReplicas: counts.maxReplicas,
  };
}

function ruleFaults(path: string, rule: WorkloadRule | AutoscalerRule, ofAutoscaler: boolean): Fault[] {
  const { name, schedule, timeZone, replicas, minReplicas, maxReplicas } = rule;
  const limits = [
    ...optional((p, value) => integer(p, value, 1), `${path}.minReplicas`, minReplicas),
    ...optional((p, value) => integer(p, value, Math.max(1, minReplicas ?? 1)), `${path}.maxReplicas`, maxReplicas),
    ...(minReplicas === undefined && maxReplicas === undefined
      ? [fault(path, "sets nothing", "set minReplicas, maxReplicas or both")]
      : []),
  ];
  return [
    ...(typeof name === "string" && name.length >= 1 && name.length <= 32
      ? []
      : [fault(`${path}.name`, `${quoted(name)} is not a valid name of a rule`, "use 1 to 32 characters")]),
    ...cronSchedule(`${path}.schedule`, expressionOf(schedule)),
    ...optional(timeZoneFaults, `${path}.timeZone`, timeZone),
    ...(ofAutoscaler ? limits : integer(`${path}.replicas`, replicas)),
  ];
}
