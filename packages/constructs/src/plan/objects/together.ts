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
  /** Whether an object is one of the own ones. */
  readonly isOwn: (ref: ObjectRef) => boolean;
}

/** Objects beside others. If an object is in both, the own one applies. */
export function together(own: readonly Manifest[], others: readonly Manifest[]): Together {
  const definitions = definitionsIn([...own, ...others]);
  const keys = new Set(own.map((manifest) => keyOf(refOf(manifest, definitions))));
  const isOwn = (ref: ObjectRef): boolean => keys.has(keyOf(ref));
  return { all: [...own, ...others.filter((manifest) => !isOwn(refOf(manifest, definitions)))], definitions, isOwn };
}
