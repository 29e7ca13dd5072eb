export type {
  ClusterAffinity,
  ClusterAffinityTerm,
  FailoverSpec,
  FieldSelectorRequirement,
  LabelSelector,
  LabelSelectorRequirement,
  NamedClusterAffinity,
  PlacementSpec,
  PropagationSpec,
  ReplicaSchedulingStrategy,
  ResourceSelector,
  SpreadConstraint,
  StatePreservation,
  StaticClusterWeight,
  Toleration as TolerationSpec,
} from "./api/karmada";
export type {
  Container,
  CronJobSpec,
  DaemonSetSpec,
  DeploymentSpec,
  IngressSpec,
  JobSpec,
  PodControllerSpec,
  PodSpec,
  PodTemplateSpec,
  Quantities,
  ResourceRequirements,
  ServicePort,
  ServiceSpec,
  StatefulSetSpec,
} from "./api/kubernetes";
export type { Fault } from "./validation/checks";
export type { ContainerChanges, WordChanges } from "./override/container-overrides";
export { CronFederatedHPA } from "./workloads/cron-federated-hpa";
export type { AutoscalerRule, CronFederatedHPAProps, CronRule, WorkloadRule } from "./workloads/cron-federated-hpa";
export type {
  ApplicationFailover,
  ApplicationFailoverBase,
  ClusterFailover,
  Failover,
  PreservedState,
} from "./placement/failover";
export { FederatedChart } from "./chart/federated-chart";
export type { FederatedChartProps } from "./chart/federated-chart";
export { FederatedConfigMap } from "./objects/federated-config-map";
export type { FederatedConfigMapProps } from "./objects/federated-config-map";
export { FederatedCronJob } from "./workloads/federated-cron-job";
export type { FederatedCronJobProps, Schedule } from "./workloads/federated-cron-job";
export { FederatedDaemonSet } from "./workloads/federated-daemon-set";
export type { FederatedDaemonSetProps } from "./workloads/federated-daemon-set";
export { FederatedDeployment } from "./workloads/federated-deployment";
export type { FederatedDeploymentProps } from "./workloads/federated-deployment";
export { FederatedHPA } from "./workloads/federated-hpa";
export type { FederatedHPAProps, Metric } from "./workloads/federated-hpa";
export { FederatedIngress } from "./objects/federated-ingress";
export type { FederatedIngressProps, ShortIngress } from "./objects/federated-ingress";
export { FederatedJob } from "./workloads/federated-job";
export type { Completions, FederatedJobProps } from "./workloads/federated-job";
export { FederatedNamespace } from "./objects/federated-namespace";
export type { FederatedNamespaceProps } from "./objects/federated-namespace";
export { FederatedObject } from "./objects/federated-object";
export type { FederatedObjectProps, ShortOrWhole } from "./objects/federated-object";
export { FederatedResourceQuota } from "./objects/federated-resource-quota";
export type { FederatedResourceQuotaProps } from "./objects/federated-resource-quota";
export { FederatedSecret } from "./objects/federated-secret";
export type { FederatedSecretProps } from "./objects/federated-secret";
export { FederatedService } from "./objects/federated-service";
export type {
  FederatedServiceProps,
  RunsPods,
  ServiceExposure,
  ServicePods,
  ServiceType,
  ShortService,
} from "./objects/federated-service";
export { FederatedStatefulSet } from "./workloads/federated-stateful-set";
export type { FederatedStatefulSetProps, StatefulReplicas } from "./workloads/federated-stateful-set";
export { FederatedWorkload } from "./workloads/federated-workload";
export type { FederatedWorkloadProps, Replicas } from "./workloads/federated-workload";
export { MemberGroups } from "./members/member-groups";
export type { Where } from "./members/member-groups";
export { Members } from "./members/members";
export type { MemberLabels, MemberRef } from "./members/members";
export { fromFederationV1 } from "./migrate/from-federation-v1";
export type { FederationV1Options } from "./migrate/from-federation-v1";
export { dnsNames } from "./names";
export type { DnsNames, MemberPlace, NameFault, ServiceName } from "./names";
export { Override } from "./override/override";
export type { Changes } from "./override/override";
export { comparePlans, planManifests, planRange, planReplicas, planTable } from "./plan";
export type {
  Assignment,
  LeftOut,
  Manifest,
  Member,
  MemberChange,
  MemberTaint,
  MissingObject,
  ObjectChange,
  ObjectPlan,
  ObjectRef,
  Plan,
  PlanComparison,
  PlanOptions,
  PresentState,
  ReplicaPlan,
  ReplicaRequest,
  WorkloadPlan,
} from "./plan";
export { Placement } from "./placement/placement";
export type { Division, MemberWeight, WeightedPlacementOptions, WhereOverflowing } from "./placement/placement";
export type { GroupCount, PlacementOptions, PolicyOptions, Spread, Toleration } from "./placement/placement-options";
export type { ContainerProps } from "./workloads/pod-template";
export { SchedulingPolicy } from "./policy/scheduling-policy";
export type { GovernedWorkloads, SchedulingPolicyProps } from "./policy/scheduling-policy";
export { Propagation } from "./propagation/propagation";
export type { PropagationProps } from "./propagation/propagation";
export { warningsOf } from "./validation/warnings";
export type { Warning } from "./validation/warnings";
