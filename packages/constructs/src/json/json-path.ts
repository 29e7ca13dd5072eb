type Fields = { readonly [field: string]: unknown };

/**
 * Values at a path in a document, which is split at its dots; `*` is each element of a list. Nothing if a field on the way
 * is absent, null or of another shape.
 */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  let at = value;
  for (let i = 0; i < path.length; i++) {
    if (at === undefined || at === null) return [];
    if (path[i] === "*") {
      const rest = path.slice(i + 1);
      return (Array.isArray(at) ? at : []).flatMap((one: unknown) => valuesAt(one, rest));
    }
    at = (at as Fields)[path[i]!];
  }
  return at === undefined || at === null ? [] : [at];
}
