import type { PropagationSpec } from "../../api/karmada";
import { definitionsIn } from "../../kinds/definitions";
import { groupKindOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { isPropagationPolicy } from "../../kinds/policies";
import { selectorIndex } from "./selector-index";
import type { Selected, Selecting } from "./selector-index";

/** A policy that propagates objects. */
export interface Policy extends Selecting {
  readonly ref: ObjectRef;
  readonly spec: PropagationSpec;
}

/** The policies among a set of objects. */
export interface Policies {
  readonly all: readonly Policy[];
  /**
   * Policies that select an object, in Karmada's order: those of the object's namespace before cluster-wide ones, then
   * by highest priority, closest selector (name, labels, kind) and name.
   *
   * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/compare.go
   */
  readonly claiming: (object: Manifest, ref: ObjectRef) => readonly Policy[];
}

/** Index of policies, built once for all objects. */
export function policiesAmong(manifests: readonly Manifest[]): Policies {
  const all = manifests.filter(isPolicy).map(policyOf);
  const selecting = selectorIndex(all, definitionsIn(manifests));
  return { all, claiming: (object, ref) => [...selecting(object, ref)].sort(byPrecedence).map(({ by }) => by) };
}

/** Whether only their selectors and names rank two policies. */
export function areRivals(one: Policy, other: Policy): boolean {
  return one.ref.kind === other.ref.kind && priorityOf(one) === priorityOf(other);
}

/**
 * Whether a policy takes over what another one propagates, if Karmada's alpha feature `PropagationPolicyPreemption` is on.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/detector/preemption.go
 */
export function mayPreempt(policy: Policy, holder: Policy): boolean {
  if (policy.spec.preemption !== "Always") return false;
  const [own, held] = [policy, holder].map(({ ref }) => ref.namespace !== undefined);
  return own === held ? priorityOf(policy) > priorityOf(holder) : own!;
}

/** Whether an object is a policy that selects anything. A policy that is being deleted does not. */
function isPolicy(object: Manifest): boolean {
  return isPropagationPolicy(object) && object.metadata.deletionTimestamp === undefined;
}

/**
 * A policy as Karmada's webhook leaves it: a PropagationPolicy selects in its own namespace, and what selects ServiceImports
 * propagates their dependencies.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/webhook/propagationpolicy/mutating.go
 */
function policyOf({ apiVersion, kind, metadata, spec }: Manifest): Policy {
  const { name, namespace = "default" } = metadata;
  const { resourceSelectors: selectors = [], ...rest } = (spec ?? {}) as Partial<PropagationSpec>;
  const own = kind === "PropagationPolicy" && { namespace };
  const follows = selectors.some((one) => groupKindOf(one) === "multicluster.x-k8s.io/ServiceImport");
  return {
    ref: { apiVersion, kind, name, ...own },
    ...own,
    selectors,
    spec: { ...rest, resourceSelectors: selectors, ...(follows && { propagateDeps: true }) },
  };
}

function byPrecedence(a: Selected<Policy>, b: Selected<Policy>): number {
  return (
    Number(b.by.namespace !== undefined) - Number(a.by.namespace !== undefined) ||
    priorityOf(b.by) - priorityOf(a.by) ||
    b.match - a.match ||
    (a.by.ref.name < b.by.ref.name ? -1 : 1)
  );
}

function priorityOf({ spec }: Policy): number {
  return spec.priority ?? 0;
}
