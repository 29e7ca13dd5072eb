import type * as inputs from "@pulumi/kubernetes/types/input";

export type PolicyRule = inputs.rbac.v1.PolicyRule;

/** A role in the federated API. */
export interface Grant {
  /** Name of the ClusterRole or Role. */
  readonly role: string;
  /** Rules of the role. Absent if Kubernetes itself defines the role. */
  readonly rules?: PolicyRule[] | undefined;
  /**
   * Whether it holds only in the namespace of the control plane.
   *
   * @default false
   */
  readonly ownNamespace?: boolean | undefined;
  /** Name of the binding by which it also reads how the API server tells who calls. Absent: it does not. */
  readonly authenticationReader?: string | undefined;
}

/** A role that adds rights to one of Kubernetes' own. */
export interface AggregatedRole {
  readonly to: "view" | "edit";
  readonly rules: PolicyRule[];
}

/** Role of Kubernetes by which a server asks the API server who a caller is, and what it may do. */
export function delegation(authenticationReader: string): Grant {
  return { role: "system:auth-delegator", authenticationReader };
}
