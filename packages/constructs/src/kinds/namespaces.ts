import { MEMBERS_NAMESPACE, SYSTEM_NAMESPACE, WORKS_PREFIX } from "../karmada";

/** Whether a namespace of the federated API is for Karmada's members: their credentials, or what runs on one of them. */
export function isMembersNamespace(name: string): boolean {
  return name === MEMBERS_NAMESPACE || name.startsWith(WORKS_PREFIX);
}

/**
 * Whether Karmada propagates nothing in a namespace, because it keeps the namespace to itself.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/names/names.go (`IsReservedNamespace`)
 */
export function isKarmadaNamespace(name: string): boolean {
  return name === SYSTEM_NAMESPACE || isMembersNamespace(name);
}

/** Whether Kubernetes keeps a namespace to itself. `default` is for everybody. */
export function isKubernetesNamespace(name: string): boolean {
  return name.startsWith("kube-");
}
