import { definitionsIn } from "../../kinds/definitions";
import { groupKindOf, keyOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import type { MissingObject } from "../model/plan";
import type { Policy } from "../policies/policies";
import { referencesOf } from "./references";

/** An object, and the members that its own policy selects. */
export interface Placed {
  readonly manifest: Manifest;
  readonly ref: ObjectRef;
  readonly policy?: Policy | undefined;
  readonly members: readonly string[];
  /**
   * The members that it was scheduled to, with those where it is suspended or cannot be overridden. What it depends on
   * goes there.
   */
  readonly scheduled: readonly string[];
  /** The object after overrides, by member, if they change it there. */
  readonly overridden?: ReadonlyMap<string, Manifest> | undefined;
}

export interface Closure {
  /** Members that get an object because a workload there needs it, by the object's key. */
  readonly brought: ReadonlyMap<string, ReadonlySet<string>>;
  readonly missing: readonly MissingObject[];
}

/** What objects need on their members: what Karmada brings along, and what is missing. */
export function closureOf(placed: readonly Placed[]): Closure {
  const known = new Map(placed.map(({ ref, members }) => [keyOf(ref), members]));
  const brought = new Map<string, Set<string>>();
  for (const { manifest, ref, policy, scheduled } of placed) {
    if (!policy?.spec.propagateDeps || ref.namespace === undefined) continue;
    for (const { object, followed } of referencesOf(manifest, ref.namespace)) {
      const key = keyOf(object);
      if (!followed || !known.has(key)) continue;
      const there = brought.get(key) ?? new Set();
      brought.set(key, there);
      for (const member of scheduled) there.add(member);
    }
  }
  const definitions = definitionsIn(placed.map(({ manifest }) => manifest));
  const missing = placed.flatMap((user) =>
    [...needsOf(user, definitions)].flatMap(([key, { object, required, members }]): MissingObject[] => {
      const planned = known.has(key);
      if (!required && !planned) return [];
      const there = new Set([...(known.get(key) ?? []), ...(brought.get(key) ?? [])]);
      const without = members.filter((member) => !there.has(member));
      return without.length === 0 ? [] : [{ object, neededBy: user.ref, members: without, planned }];
    }),
  );
  return { brought, missing };
}

interface Need {
  readonly object: ObjectRef;
  readonly required: boolean;
  /** The members on which it is needed. */
  readonly members: readonly string[];
}

/** What an object needs on each member, by key. */
function needsOf(user: Placed, definitions: ReadonlyMap<string, Manifest>): ReadonlyMap<string, Need> {
  const needs = new Map<string, Need>();
  const { manifest, ref, members, overridden = new Map<string, Manifest>() } = user;
  const plain = overridden.size === 0 ? members : members.filter((member) => !overridden.has(member));
  for (const [object, where] of [[manifest, plain] as const, ...[...overridden].map(([m, o]) => [o, [m]] as const)]) {
    for (const { object: needed, required, optional } of where.length > 0 ? referencesOf(object, ref.namespace) : []) {
      if (optional) continue;
      const others = needs.get(keyOf(needed))?.members ?? [];
      needs.set(keyOf(needed), { object: needed, required, members: [...others, ...where].sort() });
    }
  }
  if (ref.namespace !== undefined) {
    const object = { apiVersion: "v1", kind: "Namespace", name: ref.namespace };
    needs.set(keyOf(object), { object, required: false, members });
  }
  const definition = definitions.get(groupKindOf(ref));
  if (definition) {
    const { apiVersion, kind, metadata } = definition;
    const object = { apiVersion, kind, name: metadata.name };
    needs.set(keyOf(object), { object, required: true, members });
  }
  return needs;
}
