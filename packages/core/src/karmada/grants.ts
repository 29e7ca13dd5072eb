import type * as inputs from "@pulumi/kubernetes/types/input";

export type PolicyRule = inputs.rbac.v1.PolicyRule;

/** A role for the whole federated API. */
export interface Grant {
  /** Name of the ClusterRole. */
  readonly role: string;
  /** What the role allows. Absent for a role that Kubernetes itself brings. */
  readonly rules?: PolicyRule[] | undefined;
}

/** A role that adds rights to one of Kubernetes' own. */
export interface AggregatedRole {
  readonly to: "view" | "edit";
  readonly rules: PolicyRule[];
}
