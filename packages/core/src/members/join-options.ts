import type * as inputs from "@pulumi/kubernetes/types/input";
import type { ComponentPodArgs } from "../host/pod-args";
import type { MemberAccess } from "../access/access";

/** Options of the agent that a member in pull mode runs, in the namespace `karmada-cluster` of the member. */
export interface AgentArgs {
  /**
   * Resource requests and limits of its container. They replace the default as a whole.
   *
   * @default - requests for a small member, and no limits
   */
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
  /**
   * Options of its pod. The federation's `pods` are for the host and do not count here.
   *
   * @default - any node of the member
   */
  readonly pods?: ComponentPodArgs | undefined;
}

/** Options of `federation.join`. */
export interface JoinOptions {
  /**
   * Who connects to whom. It cannot change while the cluster is a member.
   *
   * - `"push"`: the control plane connects to the member.
   * - `"pull"`: an agent in the member connects to the federated API, and nothing connects to the member. Only the program
   *   itself has to reach it during an `up`. Users do not reach it through the federated API.
   *
   * @default "push"
   */
  readonly mode?: "push" | "pull" | undefined;
  /**
   * Options of the agent, with {@link mode} `"pull"`.
   *
   * @default - see the fields
   */
  readonly agent?: AgentArgs | undefined;
  /**
   * What the control plane may do in the member, and with it anyone who holds the federation's credentials.
   *
   * @default "everything"
   */
  readonly access?: MemberAccess | undefined;
  /**
   * Whether a restricted {@link access} includes Secrets. The control plane can then read every Secret of the member, in
   * system namespaces too, because Karmada watches the Secrets of all namespaces at once.
   *
   * @default false
   */
  readonly secrets?: boolean | undefined;
  /**
   * Further rights of the control plane in the member, e.g. for custom resources when {@link access} is restricted.
   *
   * @default - none
   */
  readonly accessRules?: readonly inputs.rbac.v1.PolicyRule[] | undefined;
  /**
   * For how many seconds the control plane's tokens for the member are valid: 600, ten minutes, or more. An `up` in the last 30
   * days of a token renews it, and of one that is valid for less than 60 days in its second half, and restarts what watches
   * members with it. Nothing else does: the member is not Ready from when its token expires until the next `up`.
   *
   * The kubeconfig's user has to be allowed to create `serviceaccounts/token`. An `up` is refused if the member issues
   * tokens for another time, such as EKS, with at most 86400. Members in pull mode have no tokens.
   *
   * @default - they do not expire
   * @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
   */
  readonly tokenExpirationSeconds?: number | undefined;
  /**
   * Whether the host may be a member of its own federation.
   *
   * @default false
   */
  readonly allowHost?: boolean | undefined;
  /**
   * Maintenance of the member, which stays in the federation.
   *
   * - `"cordon"`: nothing new is scheduled there, except what tolerates the taint `fedstack.dev/maintenance`. What runs
   *   there still gets its share of further replicas.
   * - `"drain"`: what runs there also moves to other members. What cannot move is refused.
   *
   * Without it, the member is used again; what has moved comes back when it is scheduled again.
   *
   * @default - none
   */
  readonly maintenance?: "cordon" | "drain" | undefined;
  /**
   * Seconds to wait until the member is Ready.
   *
   * @default - the federation's timeoutSeconds
   */
  readonly timeoutSeconds?: number | undefined;
}
