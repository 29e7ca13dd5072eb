type Fields = { readonly [field: string]: unknown };

/**
 * Values at a path in a document, which is split at its dots; `*` is each element of a list. Nothing if a field on the way
 * is absent, null or of another shape.
 */
export function valuesAt(value: unknown, [field, ...rest]: readonly string[]): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (field === undefined) return [value];
  if (field === "*") return (Array.isArray(value) ? value : []).flatMap((one: unknown) => valuesAt(one, rest));
  return valuesAt((value as Fields)[field], rest);
}
