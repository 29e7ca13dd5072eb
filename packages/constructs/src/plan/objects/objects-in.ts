import { fault, tell } from "../../faults";
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
  if (!Array.isArray(given)) throw new Error(tell(fault(name, "is not a list", "use a list of objects")));
  const found = (given as readonly unknown[]).flatMap((value, i) => unlisted({ path: `${name}[${i}]`, value }));
  const faults = found.flatMap(({ path, value }) => objectFaults(path, value));
  if (faults.length > 0) throw new Error(faults.map(tell).join("\n"));
  return found.map(({ value }) => withoutNulls(value) as Manifest);
}

function unlisted({ path, value }: Found): readonly Found[] {
  const items = itemsOf(value);
  return items ? items.flatMap((item, i) => unlisted({ path: `${path}.items[${i}]`, value: item })) : [{ path, value }];
}

/** A document without fields that are null, which Kubernetes takes for absent. The same one if it has none. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map(withoutNulls);
    return parts.some((part, i) => part !== value[i]) ? parts : value;
  }
  const fields = Object.entries(value);
  const kept = fields.flatMap(([field, part]) => (part === null ? [] : [[field, withoutNulls(part)] as const]));
  const isSame = kept.length === fields.length && kept.every(([, part], i) => part === fields[i]![1]);
  return isSame ? value : Object.fromEntries(kept);
}
