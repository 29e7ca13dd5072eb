import type * as inputs from "@pulumi/kubernetes/types/input";

export type PolicyRule = inputs.rbac.v1.PolicyRule;

/** A role for the whole federated API. */
export interface Grant {
  /** Name of the ClusterRole. */
  readonly role: string;
  /** Rules of the role. Absent if Kubernetes itself defines the role. */
  readonly rules?: PolicyRule[] | undefined;
}

/** A role that adds rights to one of Kubernetes' own. */
export interface AggregatedRole {
  readonly to: "view" | "edit";
  readonly rules: PolicyRule[];
}
