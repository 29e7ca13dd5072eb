import { API_GROUPS } from "../../karmada";
import type { Definitions } from "../../kinds/definitions";
import { groupKindOf, groupOf } from "../../kinds/identity";
import type { ObjectRef, OfKind } from "../../kinds/identity";
import { isKarmadaNamespace } from "../../kinds/namespaces";
import { preferredApiVersion } from "../../kinds/preferred-version";

/** Groups of Karmada's own API, which it never propagates. */
const OWN_GROUPS: ReadonlySet<string> = new Set(Object.values(API_GROUPS));

/** Other kinds that it never propagates. */
const NEVER = new Set(["Event", "events.k8s.io/Event", "coordination.k8s.io/Lease"]);

/** Kinds that affect the API server that they are in. */
const ACTING = /^(admissionregistration|apiregistration)\.k8s\.io\//;

/** What flags of Karmada's controller manager keep from members. */
export interface Skipped {
  /** Value of `--skipped-propagating-namespaces`: namespaces, as regular expressions. */
  readonly skippedNamespaces: readonly string[];
  /** Value of `--skipped-propagating-apis`: API groups, versions and kinds. */
  readonly skippedApis: readonly string[];
}

/** What the flags say by default. */
export const SKIPPED: Skipped = { skippedNamespaces: ["kube-.*"], skippedApis: [] };

/** Whether objects of a kind are never propagated, no matter what policies say. */
export function neverPropagated(ref: OfKind): boolean {
  return OWN_GROUPS.has(groupOf(ref)) || NEVER.has(groupKindOf(ref));
}

/** Whether an object also affects the API server that it is in, the federated one. */
export function actsOnItsServer(ref: ObjectRef): boolean {
  return ACTING.test(groupKindOf(ref));
}

/**
 * Why Karmada propagates nothing in a namespace, as a clause without a period.
 *
 * @param skipped value of the flag `--skipped-propagating-namespaces` of Karmada's controller manager
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/detector.go (`EventFilter`)
 */
export function keptInNamespace(namespace: string | undefined, skipped: readonly string[]): string | undefined {
  if (namespace === undefined) return undefined;
  if (isKarmadaNamespace(namespace)) return `Karmada propagates nothing in its own namespace ${namespace}`;
  return skipped.some((pattern) => new RegExp(`^${pattern}$`).test(namespace))
    ? `Karmada propagates nothing in namespace ${namespace}, unless --skipped-propagating-namespaces says otherwise`
    : undefined;
}

/**
 * Why Karmada propagates nothing of a kind, as a clause without a period. Karmada sees a kind in the version that the API
 * server prefers.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/apigroup.go
 */
export function keptInApi(ref: OfKind, definitions: Definitions, { skippedApis }: Skipped): string | undefined {
  if (skippedApis.length === 0) return undefined;
  const seen = preferredApiVersion(ref, definitions) ?? ref.apiVersion;
  const isSkipped = skippedApis.some((api) => {
    const kinds = api.startsWith(`${seen}/`) ? api.slice(seen.length + 1).split(",") : [];
    return api === groupOf(ref) || (api === seen && seen.includes("/")) || kinds.includes(ref.kind);
  });
  return isSkipped ? `Karmada propagates no ${ref.kind} of ${seen}: --skipped-propagating-apis says so` : undefined;
}

/** Namespaces that every Kubernetes cluster has. */
export const IN_EVERY_CLUSTER: ReadonlySet<string> = new Set([
  "default",
  "kube-node-lease",
  "kube-public",
  "kube-system",
]);
