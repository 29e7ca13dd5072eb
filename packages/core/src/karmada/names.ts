/** Names that Karmada itself gives, whatever the release. */

import { isMembersNamespace, MEMBERS_NAMESPACE } from "@fedstack/constructs/kinds";

export { MEMBERS_NAMESPACE };

/** Whether a namespace of the federated API belongs to the federation itself. */
export function isOwnNamespace(name: string, system: string): boolean {
  return name === system || isMembersNamespace(name);
}

/** Namespace of the federated API with the Works of a member. */
export function worksNamespace(member: string): string {
  return `karmada-es-${member}`;
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
export const SYSTEM_LABEL = { "karmada.io/system": "true" } as const;
