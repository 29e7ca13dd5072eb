import type { PropagationSpec, ResourceSelector } from "../api/karmada";
import { matchesLabels } from "./selection";

/** A Kubernetes object in plain data. */
export interface PlainObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { readonly [key: string]: string };
  };
  readonly spec?: unknown;
}

/** A policy that places objects. */
export interface Policy extends PlainObject {
  readonly kind: "PropagationPolicy" | "ClusterPropagationPolicy";
  readonly spec: PropagationSpec;
}

/** How narrowly a selector holds an object: the narrower wins. */
const NARROWNESS = { no: 0, kind: 1, labels: 2, name: 3 };

/** Whether an object says how others are placed or changed, and is placed nowhere itself. */
export function isPolicy({ apiVersion }: PlainObject): boolean {
  return apiVersion.startsWith("policy.karmada.io/");
}

/**
 * The policy that places an object: one of its namespace before one for all namespaces; then the greater priority, the
 * narrower selector, and the order of names.
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy#propagation-priority
 */
export function policyFor(object: PlainObject, policies: readonly Policy[]): Policy | undefined {
  return bestOf(object, policies, "PropagationPolicy") ?? bestOf(object, policies, "ClusterPropagationPolicy");
}

function bestOf(object: PlainObject, policies: readonly Policy[], kind: Policy["kind"]): Policy | undefined {
  return policies
    .filter((policy) => policy.kind === kind)
    .filter((policy) => kind !== "PropagationPolicy" || namespaceOf(policy) === namespaceOf(object))
    .map((policy) => ({
      policy,
      priority: policy.spec.priority ?? 0,
      narrowness: Math.max(...policy.spec.resourceSelectors.map((selector) => narrowness(selector, object))),
    }))
    .filter(({ narrowness }) => narrowness > NARROWNESS.no)
    .sort(
      (a, b) =>
        b.priority - a.priority ||
        b.narrowness - a.narrowness ||
        (a.policy.metadata.name < b.policy.metadata.name ? -1 : 1),
    )[0]?.policy;
}

function narrowness(selector: ResourceSelector, object: PlainObject): number {
  if (selector.apiVersion !== object.apiVersion || selector.kind !== object.kind) return NARROWNESS.no;
  if (selector.namespace !== undefined && selector.namespace !== namespaceOf(object)) return NARROWNESS.no;
  if (selector.name) return selector.name === object.metadata.name ? NARROWNESS.name : NARROWNESS.no;
  if (!selector.labelSelector) return NARROWNESS.kind;
  return matchesLabels(selector.labelSelector, object.metadata.labels ?? {}) ? NARROWNESS.labels : NARROWNESS.no;
}

function namespaceOf({ metadata: { namespace = "default" } }: PlainObject): string {
  return namespace;
}
