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
export type { Fault } from "./checks";
export type { ContainerChanges, WordChanges } from "./container-overrides";
export { CronFederatedHPA } from "./cron-federated-hpa";
export type { AutoscalerRule, CronFederatedHPAProps, CronRule, WorkloadRule } from "./cron-federated-hpa";
export type {
  ApplicationFailover,
  ApplicationFailoverBase,
  ClusterFailover,
  Failover,
  PreservedState,
} from "./failover";
export { FederatedChart } from "./federated-chart";
export type { FederatedChartProps } from "./federated-chart";
export { FederatedConfigMap } from "./federated-config-map";
export type { FederatedConfigMapProps } from "./federated-config-map";
export { FederatedCronJob } from "./federated-cron-job";
export type { FederatedCronJobProps, Schedule } from "./federated-cron-job";
export { FederatedDaemonSet } from "./federated-daemon-set";
export type { FederatedDaemonSetProps } from "./federated-daemon-set";
export { FederatedDeployment } from "./federated-deployment";
export type { FederatedDeploymentProps } from "./federated-deployment";
export { FederatedHPA } from "./federated-hpa";
export type { FederatedHPAProps, Metric } from "./federated-hpa";
export { FederatedIngress } from "./federated-ingress";
export type { FederatedIngressProps, ShortIngress } from "./federated-ingress";
export { FederatedJob } from "./federated-job";
export type { Completions, FederatedJobProps } from "./federated-job";
export { FederatedNamespace } from "./federated-namespace";
export type { FederatedNamespaceProps } from "./federated-namespace";
export { FederatedObject } from "./federated-object";
export type { FederatedObjectProps, ShortOrWhole } from "./federated-object";
export { FederatedResourceQuota } from "./federated-resource-quota";
export type { FederatedResourceQuotaProps } from "./federated-resource-quota";
export { FederatedSecret } from "./federated-secret";
export type { FederatedSecretProps } from "./federated-secret";
export { FederatedService } from "./federated-service";
export type {
  FederatedServiceProps,
  ServiceExposure,
  ServicePods,
  ServiceType,
  ShortService,
} from "./federated-service";
export { FederatedStatefulSet } from "./federated-stateful-set";
export type { FederatedStatefulSetProps, StatefulReplicas } from "./federated-stateful-set";
export { FederatedWorkload } from "./federated-workload";
export type { FederatedWorkloadProps, Replicas } from "./federated-workload";
export { MemberGroups } from "./member-groups";
export type { Where } from "./member-groups";
export { Members } from "./members";
export type { MemberLabels, MemberRef } from "./members";
export { fromFederationV1 } from "./migrate/from-federation-v1";
export type { FederationV1Options } from "./migrate/from-federation-v1";
export { dnsNames } from "./names";
export type { DnsNames, MemberPlace, NameFault, ServiceName } from "./names";
export { Override } from "./override";
export type { Changes } from "./override";
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
export { Placement } from "./placement";
export type { Division, MemberWeight, WeightedPlacementOptions, WhereOverflowing } from "./placement";
export type { GroupCount, PlacementOptions, PolicyOptions, Spread, Toleration } from "./placement-options";
export type { ContainerProps } from "./pod-template";
export { SchedulingPolicy } from "./policy/scheduling-policy";
export type { GovernedWorkloads, SchedulingPolicyProps } from "./policy/scheduling-policy";
export { Propagation } from "./propagation";
export type { PropagationProps } from "./propagation";
export { warningsOf } from "./warnings";
export type { Warning } from "./warnings";
