/** Users of the federated API that the library brings, beside those of Karmada's components. */
export const LIBRARY_USERS = {
  /** Sets the federated API up, and applies what a program deploys. */
  provisioner: "fedstack:provisioner",
  /** Anyone who has the kubeconfig of a federation. */
  administrator: "fedstack:administrator",
  /** Reads which Services are on which members. */
  dns: "fedstack:dns",
  /** Reads metrics. */
  metrics: "fedstack:metrics",
} as const;

/** User of the agent of a member in pull mode. */
export function agentUser(member: string): string {
  return `fedstack:agent:${member}`;
}
