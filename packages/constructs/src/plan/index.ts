export type { Member, MemberTaint } from "./member";
export { planManifests } from "./plan";
export type { Plan, PlannedObject } from "./plan";
export { planReplicas } from "./replicas";
export type { Assignment, Basis, LeftOut, ReplicaPlan, ReplicaPlanInput } from "./replicas";
export { planTable } from "./table";
