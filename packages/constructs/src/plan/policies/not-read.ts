import { RELEASE } from "../../karmada";
import { told } from "../../kinds/identity";
import type { Policy } from "./policies";

type Fields = { readonly [field: string]: unknown };

/** Sentences about the fields of policies that a plan ignores: each field once, with the policies that have it. */
export function notRead(policies: readonly Policy[]): readonly string[] {
  const { ofSpec, ofPlacement, notFollowed } = RELEASE.policies;
  const found = new Map<string, { readonly why: string; readonly in: string[] }>();
  for (const { ref, spec } of policies) {
    const placement = (spec.placement ?? {}) as Fields;
    const fields: Fields = { ...(spec as unknown as Fields), ...prefixed(placement) };
    const unknown = [
      ...Object.keys(spec).filter((field) => !ofSpec.has(field)),
      ...Object.keys(placement).flatMap((field) => (ofPlacement.has(field) ? [] : [`placement.${field}`])),
    ];
    for (const [path, why] of [
      ...notFollowed.filter(([field]) => isSet(fields[field])),
      ...unknown.map((field) => [field, `Karmada ${RELEASE.versions.karmada} has no such field`] as const),
    ]) {
      const known = found.get(path);
      if (known) known.in.push(told(ref));
      else found.set(path, { why, in: [told(ref)] });
    }
  }
  return [...found].map(
    ([path, { why, in: where }]) => `The plan does not follow spec.${path} of ${where.join(", ")}: ${why}.`,
  );
}

function prefixed(placement: Fields): Fields {
  return Object.fromEntries(Object.entries(placement).map(([field, value]) => [`placement.${field}`, value]));
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
