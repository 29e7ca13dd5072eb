/** Names that Karmada itself gives, whatever the release. */

/** Domain of its API groups, and of its labels and annotations. */
export const DOMAIN = "karmada.io";

/** Its API groups, by their first word. */
export const API_GROUPS = {
  apps: `apps.${DOMAIN}`,
  autoscaling: `autoscaling.${DOMAIN}`,
  cluster: `cluster.${DOMAIN}`,
  config: `config.${DOMAIN}`,
  networking: `networking.${DOMAIN}`,
  policy: `policy.${DOMAIN}`,
  remedy: `remedy.${DOMAIN}`,
  work: `work.${DOMAIN}`,
} as const;

/** Namespace of the control plane where Karmada's installers put it. */
export const SYSTEM_NAMESPACE = "karmada-system";

/** Namespace, in the federated API and in each member, of what the control plane signs in to members with. */
export const MEMBERS_NAMESPACE = "karmada-cluster";

/** What the name of a namespace of the federated API with the Works of a member begins with. */
export const WORKS_PREFIX = "karmada-es-";

/** Label that keeps a namespace out of the members. */
export const SKIP_NAMESPACE = `namespace.${DOMAIN}/skip-auto-propagation`;

/** Label of a workload whose number of replicas is up to each member. */
export const RETAIN_REPLICAS = `resourcetemplate.${DOMAIN}/retain-replicas`;

/** Label of what something else than a policy propagates. */
export const CLAIMED_BY = `resourcetemplate.${DOMAIN}/claimed-by`;

/** What the labels and annotations begin with that name what an object or a copy belongs to: in a namespace, or in none. */
export interface Belonging {
  readonly namespaced: string;
  readonly clusterScoped: string;
}

/** The policy that an object is propagated by. */
export const BY_POLICY: Belonging = {
  namespaced: `propagationpolicy.${DOMAIN}`,
  clusterScoped: `clusterpropagationpolicy.${DOMAIN}`,
};

/** The binding that a copy is made by. */
export const BY_BINDING: Belonging = {
  namespaced: `resourcebinding.${DOMAIN}`,
  clusterScoped: `clusterresourcebinding.${DOMAIN}`,
};

/** Whether annotations name the policy or the binding of a name, which is in a namespace or in none. */
export function belongsTo(
  annotations: { readonly [key: string]: string },
  { namespaced, clusterScoped }: Belonging,
  { name, namespace }: { readonly name: string; readonly namespace?: string | undefined },
): boolean {
  return namespace === undefined
    ? annotations[`${clusterScoped}/name`] === name
    : annotations[`${namespaced}/name`] === name && annotations[`${namespaced}/namespace`] === namespace;
}
