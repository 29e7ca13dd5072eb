/** Names that Karmada itself gives, whatever the release. */

import { API_GROUPS, DOMAIN, isMembersNamespace, MEMBERS_NAMESPACE, WORKS_PREFIX } from "@fedstack/constructs/kinds";

export { MEMBERS_NAMESPACE };

/** Whether a namespace of the federated API belongs to the federation itself. */
export function isOwnNamespace(name: string, system: string): boolean {
  return name === system || isMembersNamespace(name);
}

/** Namespace of the federated API with the Works of a member. */
export function worksNamespace(member: string): string {
  return `${WORKS_PREFIX}${member}`;
}

/** What the names of estimators begin with. Short, because the name of a Service has at most 63 characters. */
export const ESTIMATOR_PREFIX = "estimator";

/** Name of the estimator of a member, and of the Service by which Karmada finds it. */
export function estimatorName(member: string): string {
  return `${ESTIMATOR_PREFIX}-${member}`;
}

/** Service account, in each member, that acts for the federation's users, and the role that Karmada gives it. */
export const IMPERSONATOR = "karmada-impersonator";

/** Tells Karmada which namespaces are its own. */
export const SYSTEM_LABEL = { [`${DOMAIN}/system`]: "true" } as const;

/** Label that Karmada puts on everything it creates in a member. */
export const MANAGED_LABEL = `${DOMAIN}/managed`;

/** Keeps a copy until it is gone from its member. */
export const WORK_FINALIZER = `${DOMAIN}/execution-controller`;

/** Annotation of a binding in which the scheduler writes the placement that it has followed. */
export const APPLIED_PLACEMENT = `${API_GROUPS.policy}/applied-placement`;

/** What the keys of the taints begin with that Karmada sets on members itself. */
export const TAINT_PREFIX = `${API_GROUPS.cluster}/`;

/** Works, as the API server names resources to encrypt. */
export const WORKS_RESOURCE = `works.${API_GROUPS.work}`;

/** Names of the configurations of Karmada's webhooks. */
export const WEBHOOK_CONFIGURATIONS = { mutating: "mutating-config", validating: "validating-config" } as const;

/** Flags of the controller manager that keep namespaces and APIs from members. */
export const SKIPPING_FLAGS = {
  namespaces: "skipped-propagating-namespaces",
  apis: "skipped-propagating-apis",
} as const;

/** Release of the components that do not tell theirs: the first that the library had. */
export const UNTOLD_RELEASE = "v1.18.2";

/** Service account of the control plane in a member that it reaches by itself. */
export function memberAccount(member: string): string {
  return `karmada-${member}`;
}

/** Role of a member's service account. */
export function memberRole(account: string): string {
  return `karmada-controller-manager:${account}`;
}

/** Role that adds the rights on Karmada's objects to one of Kubernetes' own. */
export function aggregatedRole(to: string): string {
  return `karmada-${to}`;
}
