/** What a field is. */
export type Shape = "object" | "list" | "number" | "text";

/** What a field is, in messages. */
export const WITH_ARTICLE: { readonly [shape in Shape]: string } = {
  object: "an object",
  list: "a list",
  number: "a number",
  text: "a string",
};

/** Fields by path, such as `spec.rules.*.http`, and their shapes. `*` is each element of a list. */
export type Shapes = readonly (readonly [field: string, shape: Shape])[];

type Fields = { readonly [field: string]: unknown };

/** Fields with the wrong shape. A field that is absent or null has any shape. */
export function misshapen(value: unknown, shapes: Shapes): Shapes {
  return shapes.flatMap((expected) =>
    valuesAt(value, expected[0].split("."))
      .filter((one) => shapeOf(one) !== expected[1])
      .map(() => expected),
  );
}

/** Value of a field; nothing if it, or a field on the way to it, is absent, null or of another shape. */
export function valuesAt(value: unknown, [field, ...rest]: readonly string[]): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (field === undefined) return [value];
  if (field === "*") return (Array.isArray(value) ? value : []).flatMap((one: unknown) => valuesAt(one, rest));
  return valuesAt((value as Fields)[field], rest);
}

function shapeOf(value: unknown): Shape | undefined {
  if (Array.isArray(value)) return "list";
  return typeof value === "string" ? "text" : typeof value === "object" ? "object" : (typeof value as Shape);
}
