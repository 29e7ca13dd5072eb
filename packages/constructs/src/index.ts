export type {
  Container,
  CronJobSpec,
  DaemonSetSpec,
  DeploymentSpec,
  IngressRule,
  IngressSpec,
  JobSpec,
  OtherFields,
  PodControllerSpec,
  PodMetadata,
  PodSecurityContext,
  PodSelector,
  PodSpec,
  PodTemplateSpec,
  Probe,
  Quantities,
  ResourceRequirements,
  SecurityContext,
  ServicePort,
  ServiceSpec,
  StatefulSetSpec,
  VolumeSource,
} from "./api/kubernetes";
export type { CommandOverride, OverrideOptions, TextChanges, TextOverride } from "./override/override-options";
export { CronFederatedHPA } from "./workloads/cron-federated-hpa";
export type { AutoscalerRule, CronFederatedHPAProps, CronRule, WorkloadRule } from "./workloads/cron-federated-hpa";
export type { ApplicationFailover, ClusterFailover, Failover, PreservedState } from "./placement/failover";
export { FederatedChart } from "./chart/federated-chart";
export type { FederatedChartProps } from "./chart/federated-chart";
export { FederatedConfigMap } from "./objects/federated-config-map";
export type { FederatedConfigMapProps } from "./objects/federated-config-map";
export { FederatedCronJob } from "./workloads/federated-cron-job";
export type { FederatedCronJobProps, CronJobShorthand } from "./workloads/federated-cron-job";
export { FederatedDaemonSet } from "./workloads/federated-daemon-set";
export type { FederatedDaemonSetProps } from "./workloads/federated-daemon-set";
export { FederatedDeployment } from "./workloads/federated-deployment";
export type { FederatedDeploymentProps } from "./workloads/federated-deployment";
export { FederatedHPA } from "./workloads/federated-hpa";
export type { FederatedHPAProps, Metric } from "./workloads/federated-hpa";
export { FederatedIngress } from "./objects/federated-ingress";
export type { FederatedIngressProps, IngressShorthand } from "./objects/federated-ingress";
export { FederatedJob } from "./workloads/federated-job";
export type { JobShorthand, FederatedJobProps } from "./workloads/federated-job";
export { FederatedNamespace } from "./objects/federated-namespace";
export type { FederatedNamespaceProps } from "./objects/federated-namespace";
export type { FederatedObject } from "./objects/federated-object";
export type { FederatedObjectProps, ShorthandOrSpec } from "./objects/federated-object";
export { FederatedResourceQuota } from "./objects/federated-resource-quota";
export type { FederatedResourceQuotaProps } from "./objects/federated-resource-quota";
export { FederatedSecret } from "./objects/federated-secret";
export type { FederatedSecretProps } from "./objects/federated-secret";
export { FederatedService } from "./objects/federated-service";
export type {
  FederatedServiceProps,
  ExposeViaServiceOptions,
  ServiceBackend,
  ServiceType,
  ServiceShorthand,
} from "./objects/federated-service";
export { FederatedStatefulSet } from "./workloads/federated-stateful-set";
export type { FederatedStatefulSetProps, StatefulSetShorthand } from "./workloads/federated-stateful-set";
export type { FederatedWorkload } from "./workloads/federated-workload";
export type { FederatedWorkloadProps, ReplicatedContainerProps } from "./workloads/federated-workload";
export { KarmadaObject } from "./objects/karmada-object";
export type { KarmadaKindName } from "./karmada";
export type { KarmadaObjectProps } from "./objects/karmada-object";
export { MemberGroups } from "./members/member-groups";
export type { MemberSelection, OverflowingMemberGroups } from "./members/member-groups";
export { Members } from "./members/members";
export type { MemberLabels, MemberRef } from "./members/members";
export type { FederationV1Options } from "./migrate/from-federation-v1";
export { fromFederationV1, fromKubefed } from "./migrate";
export type { KubefedOptions } from "./migrate/from-kubefed";
export { Override } from "./override/override";
export { Placement } from "./placement/placement";
export type { MemberWeight, WeightedPlacementOptions } from "./placement/placement";
export type {
  SpreadRange,
  PlacementOptions,
  PolicyOptions,
  SpreadConstraints,
  Toleration,
} from "./placement/placement-options";
export type { ContainerProps } from "./workloads/pod-template";
export type { MountedVolume } from "./workloads/volumes";
export type { SchedulingOptions, WorkloadAffinity } from "./placement/scheduling-options";
export { SchedulingPolicy } from "./policy/scheduling-policy";
export type { WorkloadSelector, SchedulingPolicyProps } from "./policy/scheduling-policy";
export { Propagation } from "./propagation/propagation";
export type { PropagationProps } from "./propagation/propagation";
export type { Finding } from "./kinds/finding";
export { findingsOf } from "./validation/findings";
