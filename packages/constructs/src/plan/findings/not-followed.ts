import { RELEASE } from "../../karmada";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import { groupKindOf, told } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { refOf } from "../../kinds/scope";
import { decidedBy, isForeign } from "../policies/foreign-scheduler";
import type { Policy } from "../policies/policies";

type Fields = { readonly [field: string]: unknown };

const IN_PLACEMENT = "placement.";

/** Fields of policies that a plan ignores: each field once, with the policies that have it. */
export function fieldsNotFollowed(policies: readonly Policy[]): readonly Finding[] {
  const { propagation, placement: known, notFollowed } = RELEASE.policies;
  const found = new Map<string, { readonly why: string; readonly in: string[] }>();
  for (const { ref, spec } of policies) {
    const placement = (spec.placement ?? {}) as Fields;
    const valueAt = (path: string): unknown =>
      path.startsWith(IN_PLACEMENT) ? placement[path.slice(IN_PLACEMENT.length)] : (spec as unknown as Fields)[path];
    const unknown = [
      ...Object.keys(spec).filter((field) => !Object.hasOwn(propagation, field)),
      ...Object.keys(placement).flatMap((field) => (Object.hasOwn(known, field) ? [] : [`${IN_PLACEMENT}${field}`])),
    ];
    for (const [path, why] of [
      ...notFollowed.filter(([path]) => isSet(valueAt(path))),
      ...unknown.map((field) => [field, `Karmada ${RELEASE.versions.karmada} has no such field`] as const),
    ]) {
      const earlier = found.get(path);
      if (earlier) earlier.in.push(told(ref));
      else found.set(path, { why, in: [told(ref)] });
    }
  }
  return [
    ...[...found].map(([path, { why, in: where }]) => ({
      severity: "warning" as const,
      path: `spec.${path} of ${where.join(", ")}`,
      problem: `the plan does not take it into account: ${why}`,
    })),
    ...policies.filter(isForeign).map((policy) => ({
      severity: "warning" as const,
      path: `spec.schedulerName of ${told(policy.ref)}`,
      problem: `the plan does not know where its objects land: ${decidedBy(policy)}`,
    })),
  ];
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Objects that change where others land, or how many they are, without the plan knowing how. */
export function objectsNotFollowed(manifests: readonly Manifest[]): readonly Finding[] {
  const { notFollowed } = RELEASE;
  return manifests.flatMap((object) => {
    const groupKind = groupKindOf(object);
    const why = Object.hasOwn(notFollowed, groupKind) ? notFollowed[groupKind] : undefined;
    return why ? [warningOn(refOf(object, new Map()), `the plan does not take it into account: ${why}`)] : [];
  });
}
