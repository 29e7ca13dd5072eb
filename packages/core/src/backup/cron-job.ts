import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import { podTemplate, type RestrictedPodArgs } from "../host/pods";
import type { Site } from "../host/site";
import { componentLabels } from "../kube/labels";

/** What a CronJob runs. */
export interface CronJobSpec {
  /** What its pods are, by which network policies find them. */
  readonly component: string;
  /** When, in UTC. Absent: only when somebody makes a Job of it. */
  readonly schedule?: string | undefined;
  readonly job: Omit<inputs.batch.v1.JobSpec, "template">;
  readonly pod: RestrictedPodArgs;
}

/** Kubernetes wants a schedule even of what is suspended. */
const NEVER = "0 0 1 1 *";

/** Makes a CronJob, of whose runs at most one is there at a time. */
export function cronJob(
  site: Site,
  name: string,
  { component, schedule, job, pod }: CronJobSpec,
): k8s.batch.v1.CronJob {
  const labels = componentLabels(component);
  return new k8s.batch.v1.CronJob(
    site.nameOf(name),
    {
      metadata: site.metadata(name, { labels }),
      spec: {
        schedule: schedule ?? NEVER,
        timeZone: "Etc/UTC",
        suspend: schedule === undefined,
        concurrencyPolicy: "Forbid",
        jobTemplate: { spec: { ...job, template: podTemplate(site, labels, undefined, pod) } },
      },
    },
    site.options(),
  );
}
