import { read } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Construct } from "constructs";
import type { Cron } from "cdk8s";
import type { CronJobSpec } from "../api/kubernetes";
import { optional, timeZone as timeZoneFaults } from "../validation/checks";
import { expressionOf } from "./cron-expression";
import { JOB_FIELDS, jobFaults, jobSpec } from "./federated-job";
import type { JobShorthand } from "./federated-job";
import { cronSchedule } from "../kinds/cron";
import { specOf } from "../kinds/specs";
import { FederatedWorkload, WORKLOAD_FIELDS } from "./federated-workload";
import type { FederatedWorkloadProps } from "./federated-workload";

/** A CronJob of one container. */
export interface CronJobShorthand extends JobShorthand {
  /** When it runs: as text, such as `0 3 * * 1` or `@daily`, or such as `Cron.daily()`. */
  readonly schedule: Cron | string;
  /**
   * Time zone of the schedule, such as `Asia/Taipei`.
   *
   * @default - the time zone of each member's control plane
   */
  readonly timeZone?: string | undefined;
}

/** Props of {@link FederatedCronJob}: one container, or the spec. */
export type FederatedCronJobProps = FederatedWorkloadProps<CronJobShorthand, CronJobSpec>;

const FIELDS: Fields<FederatedCronJobProps> = {
  ...WORKLOAD_FIELDS,
  ...JOB_FIELDS,
  schedule: "anything",
  timeZone: "anything",
  spec: specOf("CronJobSpec"),
};

/**
 * CronJob that is copied to every member that the placement selects. Each copy runs on the schedule. To run it only
 * once at each time, select one member.
 *
 * @example
 * new FederatedCronJob(chart, "report", { image: "registry.example.com/report:1", schedule: Cron.daily(), placement: Placement.duplicated(["f-a-cluster"]) });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/
 */
export class FederatedCronJob extends FederatedWorkload {
  private readonly props: FederatedCronJobProps;

  public constructor(scope: Construct, id: string, props: FederatedCronJobProps) {
    const checked = read<FederatedCronJobProps>(props, FIELDS);
    const { given } = checked;
    super(scope, id, { apiVersion: "batch/v1", kind: "CronJob", maxName: 52 }, checked, (pods) => ({
      schedule: expressionOf(given.schedule),
      timeZone: given.timeZone,
      jobTemplate: { spec: jobSpec(pods, given) },
    }));
    this.props = given;
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    const { spec, schedule, timeZone } = this.props;
    return [
      ...super.specFaults(),
      ...(spec ? cronSchedule("spec.schedule", spec.schedule) : cronSchedule("schedule", expressionOf(schedule))),
      ...optional(timeZoneFaults, spec ? "spec.timeZone" : "timeZone", spec ? spec.timeZone : timeZone),
      ...jobFaults(spec ? (spec.jobTemplate?.spec ?? {}) : this.props),
    ];
  }
}
