import { read } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Construct } from "constructs";
import type { JobSpec } from "../api/kubernetes";
import { integer, optional } from "../validation/checks";
import { specOf } from "../kinds/specs";
import { FederatedWorkload, WORKLOAD_FIELDS } from "./federated-workload";
import type { FederatedWorkloadProps, Pods } from "./federated-workload";
import type { ContainerProps } from "./pod-template";

/** A Job of one container. */
export interface JobShorthand extends ContainerProps {
  /**
   * Pods that must succeed: over all members if the placement divides them, otherwise on each member.
   *
   * @default 1
   */
  readonly completions?: number | undefined;
  /**
   * Pods that run at the same time: over all members if the placement divides them, otherwise on each member.
   *
   * @default 1
   */
  readonly parallelism?: number | undefined;
  /**
   * How many times a failed pod is retried.
   *
   * @default 6
   */
  readonly backoffLimit?: number | undefined;
}

type JobCounts = Omit<JobShorthand, keyof ContainerProps>;

export const JOB_FIELDS: Fields<JobCounts> = {
  completions: "anything",
  parallelism: "anything",
  backoffLimit: "anything",
};

/** Props of {@link FederatedJob}: one container, or the spec. */
export type FederatedJobProps = FederatedWorkloadProps<JobShorthand, JobSpec>;

const FIELDS: Fields<FederatedJobProps> = { ...WORKLOAD_FIELDS, ...JOB_FIELDS, spec: specOf("JobSpec") };

/**
 * Job that runs on members of the federation. Its pods are not restarted in place: if one fails, a new pod retries it.
 *
 * @example
 * new FederatedJob(chart, "import", { image: "registry.example.com/import:1", completions: 6, parallelism: 2, placement: Placement.evenly() });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/
 */
export class FederatedJob extends FederatedWorkload {
  private readonly counts: JobCounts;

  public constructor(scope: Construct, id: string, props: FederatedJobProps) {
    const given = read<FederatedJobProps>(props, FIELDS);
    const counts: JobCounts = given.given.spec ?? given.given;
    const kind = { apiVersion: "batch/v1", kind: "Job", maxName: 63 };
    super(scope, id, kind, given, (pods) => jobSpec(pods, counts));
    this.counts = counts;
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    return [...super.specFaults(), ...jobFaults(this.counts)];
  }
}

/** @internal Spec of a Job with one container. */
export function jobSpec({ template }: Pods, { completions, parallelism, backoffLimit }: JobCounts): JobSpec {
  const spec = { ...template.spec, restartPolicy: "Never" };
  return { completions, parallelism, backoffLimit, template: { ...template, spec } };
}

/** @internal Faults in the numbers of a Job. */
export function jobFaults({ completions, parallelism, backoffLimit }: JobCounts): Fault[] {
  return Object.entries({ completions, parallelism, backoffLimit }).flatMap(([name, count]) =>
    optional((path, value) => integer(path, value), name, count),
  );
}
