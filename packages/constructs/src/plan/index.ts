export { comparePlans } from "./report/compare-plans";
export type { MemberChange, ObjectChange, PlanComparison } from "./report/compare-plans";
export { planReplicasV1 } from "../migrate/federation-v1";
export type {
  ClusterPreferencesV1,
  ReplicaPlanV1,
  ReplicaPreferencesV1,
  ReplicaRequestV1,
} from "../migrate/federation-v1";
export type { LeftOut } from "./left-out";
export type { Manifest, ObjectRef } from "./objects/manifest";
export type { Member, MemberTaint } from "./member";
export type { MissingObject, ObjectPlan, Plan, WorkloadPlan } from "./plan";
export { planManifests } from "./plan-manifests";
export type { PlanOptions } from "./plan-manifests";
export { planRange } from "./plan-range";
export { planReplicas } from "./plan-replicas";
export { planTable } from "./report/plan-table";
export type { Assignment, PresentState, ReplicaPlan, ReplicaRequest } from "./replica-plan";
