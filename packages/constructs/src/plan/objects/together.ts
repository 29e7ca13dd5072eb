import { definitionsIn } from "../../kinds/definitions";
import type { Definitions } from "../../kinds/definitions";
import { keyOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { refOf } from "../../kinds/scope";

/** Objects that are looked at, together with others of the federated API. */
export interface Together {
  /** The own ones, followed by the others. */
  readonly all: readonly Manifest[];
  readonly definitions: Definitions;
  /** Whether one of the objects is an own one. */
  readonly isOwn: (ref: ObjectRef) => boolean;
}

/** Objects beside others. If an object is in both, the own one applies. */
export function together(own: readonly Manifest[], others: readonly Manifest[]): Together {
  const definitions = definitionsIn([...own, ...others]);
  if (others.length === 0) return { all: own, definitions, isOwn: () => true };
  const keys = new Set(own.map((manifest) => keyOf(refOf(manifest, definitions))));
  const isOwn = (ref: ObjectRef): boolean => keys.has(keyOf(ref));
  return { all: [...own, ...others.filter((manifest) => !isOwn(refOf(manifest, definitions)))], definitions, isOwn };
}
