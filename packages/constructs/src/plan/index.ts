export type { LeftOut } from "./left-out";
export type { Manifest, ObjectRef } from "./manifest";
export type { Member, MemberTaint } from "./member";
export type { MissingObject, ObjectPlan, Plan, WorkloadPlan } from "./plan";
export { planManifests } from "./plan-manifests";
export type { PlanOptions } from "./plan-manifests";
export { planReplicas } from "./plan-replicas";
export { planTable } from "./plan-table";
export type { Assignment, PresentState, ReplicaPlan, ReplicaRequest } from "./replica-plan";
