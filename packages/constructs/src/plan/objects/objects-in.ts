import { fault, refuse } from "../../faults";
import { withoutNulls } from "../../json/without-nulls";
import { itemsOf } from "../../kinds/lists";
import type { Manifest } from "../../kinds/manifest";
import { objectFaults } from "../../kinds/object-faults";

/** An object, and its position in the input. */
interface Found {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Objects in manifests, with Lists split into their items like in kubectl.
 *
 * @param name name of the manifests in messages
 * @throws Error that names each object that is not a Kubernetes object
 */
export function objectsIn(given: readonly unknown[], name: string): readonly Manifest[] {
  if (!Array.isArray(given)) refuse([fault(name, "is not a list", "use a list of objects")]);
  const found = (given as readonly unknown[]).flatMap((value, i) => unlisted({ path: `${name}[${i}]`, value }));
  refuse(found.flatMap(({ path, value }) => objectFaults(path, value)));
  return found.map(({ value }) => withoutNulls(value) as Manifest);
}

function unlisted({ path, value }: Found): readonly Found[] {
  const items = itemsOf(value);
  return items ? items.flatMap((item, i) => unlisted({ path: `${path}.items[${i}]`, value: item })) : [{ path, value }];
}
