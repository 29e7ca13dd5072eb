import type { Fault } from "../faults";
import type { Construct } from "constructs";
import type { Cron } from "cdk8s";
import type { CronJobSpec } from "../api/kubernetes";
import { optional, timeZone as timeZoneFaults } from "../validation/checks";
import { cronSchedule } from "./cron";
import { jobFaults, jobSpec } from "./federated-job";
import type { JobShorthand } from "./federated-job";
import { FederatedWorkload } from "./federated-workload";
import type { FederatedWorkloadProps } from "./federated-workload";

/** A CronJob of one container. */
export interface CronJobShorthand extends JobShorthand {
  /** When it runs, such as `Cron.daily()`. */
  readonly schedule: Cron;
  /**
   * Time zone of the schedule, such as `Asia/Taipei`.
   *
   * @default - the time zone of each member's control plane
   */
  readonly timeZone?: string | undefined;
}

/** Props of {@link FederatedCronJob}: one container, or the spec. */
export type FederatedCronJobProps = FederatedWorkloadProps<CronJobShorthand, CronJobSpec>;

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
    super(scope, id, { apiVersion: "batch/v1", kind: "CronJob", maxName: 52 }, props, (pods) => ({
      schedule: props.schedule?.expressionString,
      timeZone: props.timeZone,
      jobTemplate: { spec: jobSpec(pods, props) },
    }));
    this.props = props;
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    const { spec, schedule, timeZone } = this.props;
    return [
      ...super.specFaults(),
      ...cronSchedule("schedule", spec?.schedule ?? schedule?.expressionString),
      ...optional(timeZoneFaults, "timeZone", timeZone),
      ...jobFaults(spec?.jobTemplate.spec ?? this.props),
    ];
  }
}
