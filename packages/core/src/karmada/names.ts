/** Names that Karmada itself gives, whatever the release. */

/** Namespace, in the federated API and in each member, of what the control plane signs in to members with. */
export const MEMBERS_NAMESPACE = "karmada-cluster";

/** Whether a namespace of the federated API belongs to the federation itself. */
export function isOwnNamespace(name: string, system: string): boolean {
  return name === system || name === MEMBERS_NAMESPACE || name.startsWith("karmada-es-");
}

/** Service account, in each member, that acts for the federation's users, and the role that Karmada gives it. */
export const IMPERSONATOR = "karmada-impersonator";

/** Tells Karmada which namespaces are its own. */
export const SYSTEM_LABEL = { "karmada.io/system": "true" } as const;
