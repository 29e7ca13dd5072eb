import type { Manifest } from "../../kinds/manifest";
import type { MissingObject } from "../model/plan";
import type { Policy } from "../policies/policies";
import { referencesOf } from "./references";
import { definitionsIn } from "../../kinds/definitions";
import { groupKindOf, keyOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";

/** An object and the members that its own policy gives it. */
export interface Placed {
  readonly manifest: Manifest;
  readonly ref: ObjectRef;
  readonly policy?: Policy;
  readonly members: readonly string[];
}

export interface Closure {
  /** By key of an object: the members that get it because a workload there needs it. */
  readonly brought: ReadonlyMap<string, ReadonlySet<string>>;
  readonly missing: readonly MissingObject[];
}

/** Kinds that Karmada propagates along with a workload if its policy says `propagateDeps`. */
const DEPENDENCIES = new Set(["ConfigMap", "Secret", "ServiceAccount", "PersistentVolumeClaim"]);

/** What workloads need where they are: what Karmada brings along, and what is missing. */
export function closureOf(placed: readonly Placed[]): Closure {
  const known = new Map(placed.map(({ ref, members }) => [keyOf(ref), members]));
  const definitions = definitionsIn(placed.map(({ manifest }) => manifest));
  const needs = placed.flatMap((user) =>
    [...referencesOf(user.manifest, user.ref.namespace), ...definitionOf(user.ref, definitions)].map((object) => ({
      user,
      object,
      key: keyOf(object),
    })),
  );
  const brought = new Map<string, Set<string>>();
  for (const { user, object, key } of needs) {
    if (!user.policy?.spec.propagateDeps || !DEPENDENCIES.has(object.kind) || !known.has(key)) continue;
    brought.set(key, new Set([...(brought.get(key) ?? []), ...user.members]));
  }
  const missing = needs.flatMap(({ user, object, key }): MissingObject[] => {
    const there = new Set([...(known.get(key) ?? []), ...(brought.get(key) ?? [])]);
    const members = user.members.filter((member) => !there.has(member));
    return members.length === 0 ? [] : [{ object, neededBy: user.ref, members, planned: known.has(key) }];
  });
  return { brought, missing };
}

/** The definition that a custom resource needs: of a group that Kubernetes does not serve itself. */
function definitionOf(ref: ObjectRef, definitions: ReadonlyMap<string, Manifest>): readonly ObjectRef[] {
  const groupKind = groupKindOf(ref);
  const definition = definitions.get(groupKind);
  if (!definition) return [];
  const { apiVersion, kind, metadata } = definition;
  return [{ apiVersion, kind, name: metadata.name }];
}
