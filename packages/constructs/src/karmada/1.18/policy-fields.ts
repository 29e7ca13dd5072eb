import type { PolicyFields } from "../release";

export const policyFields: PolicyFields = {
  ofSpec: new Set([
    "activationPreference",
    "association",
    "conflictResolution",
    "dependentOverrides",
    "failover",
    "placement",
    "preemption",
    "preserveResourcesOnDeletion",
    "priority",
    "propagateDeps",
    "resourceSelectors",
    "schedulePriority",
    "schedulerName",
    "suspension",
  ]),
  ofPlacement: new Set([
    "clusterAffinities",
    "clusterAffinity",
    "clusterTolerations",
    "replicaScheduling",
    "spreadConstraints",
    "workloadAffinity",
  ]),
  notFollowed: [
    ["placement.workloadAffinity", "it takes Karmada's alpha feature WorkloadAffinity"],
    ["schedulePriority", "it takes Karmada's alpha feature PriorityBasedScheduling"],
    ["activationPreference", "with it, a change of the policy reaches an object only when that changes, too"],
  ],
};
