import type { ClusterAffinity, PlacementSpec } from "../../api/karmada";
import { labelMismatch } from "../../kinds/label-selector";
import type { RequiredLabels, SchedulingRule } from "../../kinds/rule-annotation";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { podSpecPath } from "../../kinds/pod-specs";
import type { ObjectRef } from "../../kinds/identity";

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
