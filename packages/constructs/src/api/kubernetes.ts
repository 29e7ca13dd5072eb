/**
 * The parts of Kubernetes' API that the library reads. It passes on all other fields as they are. Specs with the types
 * that `cdk8s import k8s` generates fit, too.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */

import type { PodMetadata, OtherFields, PodSelector, PodTemplateSpec } from "./kubernetes-pods";

export type * from "./kubernetes-pods";

/** Spec of a kind whose controller finds its pods by their labels. */
export interface PodControllerSpec {
  /** Labels with which the controller finds its pods. */
  readonly selector: PodSelector;
  /** Pods that the controller makes. */
  readonly template: PodTemplateSpec;
}

/** Spec of a Deployment. */
export interface DeploymentSpec
  extends
    PodControllerSpec,
    OtherFields<"minReadySeconds" | "paused" | "progressDeadlineSeconds" | "revisionHistoryLimit" | "strategy"> {
  /** Number of pods. */
  readonly replicas?: number | undefined;
}

/** Spec of a StatefulSet. */
export interface StatefulSetSpec
  extends
    PodControllerSpec,
    OtherFields<
      | "minReadySeconds"
      | "ordinals"
      | "persistentVolumeClaimRetentionPolicy"
      | "podManagementPolicy"
      | "revisionHistoryLimit"
      | "updateStrategy"
      | "volumeClaimTemplates"
    > {
  /** Number of pods. */
  readonly replicas?: number | undefined;
  /**
   * Name of the headless Service that gives the pods their host names.
   *
   * @default - the name of the StatefulSet
   */
  readonly serviceName?: string | undefined;
}

/** Spec of a DaemonSet. */
export interface DaemonSetSpec
  extends PodControllerSpec, OtherFields<"minReadySeconds" | "revisionHistoryLimit" | "updateStrategy"> {}

/** Spec of a Job. */
export interface JobSpec extends OtherFields<
  | "activeDeadlineSeconds"
  | "backoffLimitPerIndex"
  | "completionMode"
  | "managedBy"
  | "manualSelector"
  | "maxFailedIndexes"
  | "podFailurePolicy"
  | "podReplacementPolicy"
  | "selector"
  | "successPolicy"
  | "suspend"
  | "ttlSecondsAfterFinished"
> {
  /** Pods that must succeed. */
  readonly completions?: number | undefined;
  /** Pods that run at a time. */
  readonly parallelism?: number | undefined;
  /** How many times a failed pod is retried. */
  readonly backoffLimit?: number | undefined;
  /** Pods that the Job makes. */
  readonly template: PodTemplateSpec;
}

/** Spec of a CronJob. */
export interface CronJobSpec extends OtherFields<
  "concurrencyPolicy" | "failedJobsHistoryLimit" | "startingDeadlineSeconds" | "successfulJobsHistoryLimit" | "suspend"
> {
  /** When it runs, as a cron expression. */
  readonly schedule: string;
  /** Time zone of the schedule. */
  readonly timeZone?: string | undefined;
  /** Job that each run makes. */
  readonly jobTemplate: { readonly metadata?: PodMetadata | undefined; readonly spec?: JobSpec | undefined };
}

/** A port of a Service. */
export interface ServicePort extends OtherFields<"appProtocol" | "name" | "nodePort" | "protocol" | "targetPort"> {
  /** Port that the Service listens on. */
  readonly port: number;
}

/** Spec of a Service. */
export interface ServiceSpec extends OtherFields<
  | "allocateLoadBalancerNodePorts"
  | "clusterIP"
  | "clusterIPs"
  | "externalIPs"
  | "externalName"
  | "externalTrafficPolicy"
  | "healthCheckNodePort"
  | "internalTrafficPolicy"
  | "ipFamilies"
  | "ipFamilyPolicy"
  | "loadBalancerClass"
  | "loadBalancerIP"
  | "loadBalancerSourceRanges"
  | "publishNotReadyAddresses"
  | "sessionAffinity"
  | "sessionAffinityConfig"
  | "trafficDistribution"
  | "type"
> {
  /** Ports of the Service. */
  readonly ports?: readonly ServicePort[] | undefined;
  /** Labels of the pods behind it. */
  readonly selector?: { readonly [key: string]: string } | undefined;
}

/** Spec of an Ingress. */
export interface IngressSpec extends OtherFields<"defaultBackend" | "ingressClassName" | "tls"> {
  /** What is served where, by host name. */
  readonly rules?: readonly IngressRule[] | undefined;
}

/** What an Ingress serves at one host. */
export interface IngressRule extends OtherFields<"http"> {
  /** Host name. */
  readonly host?: string | undefined;
}
