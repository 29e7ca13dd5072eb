/** The items of a list; undefined if it is not one. Items of a typed list, such as a `DeploymentList`, get its version and kind. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  const { apiVersion, kind, items } = (value ?? {}) as { apiVersion?: unknown; kind?: unknown; items?: unknown };
  if (typeof kind !== "string" || !kind.endsWith("List") || !Array.isArray(items)) return undefined;
  if (kind === "List") return items;
  const type = { apiVersion, kind: kind.slice(0, -"List".length) };
  return items.map((item: unknown) => (item && typeof item === "object" ? { ...type, ...item } : item));
}
