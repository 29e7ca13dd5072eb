import type { ClusterAffinity, PlacementSpec } from "../../api/karmada";
import { labelMismatch } from "../../kinds/label-selector";
import type { Labels } from "../../kinds/label-selector";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { podSpecPath } from "../../kinds/pod-specs";
import type { ObjectRef } from "../../kinds/identity";

/** Annotation with the rule of a scheduling policy, as JSON, on its objects. */
export const RULE_ANNOTATION = "fedstack.dev/scheduling-policy";

/** Labels of members, each with its allowed values. */
export interface RequiredLabels {
  readonly [key: string]: readonly string[];
}

/** Workloads with these labels, in these namespaces, may run only on members with those labels. */
export interface SchedulingRule {
  /** Name of the scheduling policy. */
  readonly name: string;
  readonly labels: Labels;
  /** Every namespace if undefined. */
  readonly namespaces?: readonly string[] | undefined;
  readonly members: RequiredLabels;
}

/** The rules in the annotations of objects. */
export function rulesIn(manifests: readonly Manifest[]): SchedulingRule[] {
  return manifests.flatMap(({ kind, metadata }) => {
    const text = (metadata.annotations as Labels | undefined)?.[RULE_ANNOTATION];
    if (text === undefined) return [];
    try {
      return [JSON.parse(text) as SchedulingRule];
    } catch {
      throw new Error(
        `${kind} ${metadata.name}: its annotation ${RULE_ANNOTATION} is not valid JSON. Synthesize it again.`,
      );
    }
  });
}

/** Whether a rule applies to an object. */
export function governs({ labels, namespaces }: SchedulingRule, object: Manifest, { namespace }: ObjectRef): boolean {
  return (
    podSpecPath(object) !== undefined &&
    labelMismatch({ matchLabels: labels }, labelsOf(object)) === undefined &&
    (namespaces?.includes(namespace!) ?? true)
  );
}

/**
 * Whether a placement admits only members with the required labels, no matter which members exist: every selection in
 * it requires each label with `matchLabels`, or with `In` and allowed values.
 */
export function isConfined(placement: PlacementSpec = {}, required: RequiredLabels): boolean {
  const { clusterAffinity, clusterAffinities = [] } = placement;
  const terms = [...(clusterAffinity ? [clusterAffinity] : []), ...clusterAffinities];
  const selections: readonly ClusterAffinity[] = [
    ...terms,
    ...clusterAffinities.flatMap(({ overflowAffinities = [] }) => overflowAffinities),
  ];
  return terms.length > 0 && selections.every((selection) => requires(selection, required));
}

function requires({ labelSelector = {} }: ClusterAffinity, required: RequiredLabels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = labelSelector;
  return Object.entries(required).every(
    ([key, allowed]) =>
      (Object.hasOwn(matchLabels, key) && allowed.includes(matchLabels[key]!)) ||
      matchExpressions.some(
        (demand) =>
          demand.key === key &&
          demand.operator === "In" &&
          demand.values !== undefined &&
          demand.values.every((value) => allowed.includes(value)),
      ),
  );
}

/** Why a workload is refused, without a period. The plan, synth and the API server show the same message. */
export function refusal(
  { name: rule, members }: SchedulingRule,
  workload: Pick<ObjectRef, "kind" | "name" | "namespace">,
  policy: Pick<ObjectRef, "kind" | "name">,
): string {
  return (
    `${workload.kind} "${workload.name}" in namespace "${workload.namespace}" may run only on members with ` +
    `${required(members)} (scheduling policy "${rule}"); ${policy.kind} "${policy.name}" may place it on others; ` +
    selectThem(members)
  );
}

/** The remedy, without a period. */
export function selectThem(members: RequiredLabels): string {
  const labels = Object.entries(members).map(([key, values]) => {
    const value =
      values.length === 1 ? JSON.stringify(values[0]) : `[${values.map((v) => JSON.stringify(v)).join(", ")}]`;
    return `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${value}`;
  });
  return `select them with Members.labeled({ ${labels.join(", ")} })`;
}

/** Labels as text. */
export function required(members: RequiredLabels): string {
  return Object.entries(members)
    .map(([key, values]) => (values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(", ")})`))
    .join(" and ");
}
