import type { Definition } from "./definitions";

type Spec = NonNullable<Definition["spec"]>;

/** How the fields of a kind differ between two releases. */
export interface FieldDifference {
  /** Fields that only the first has. */
  readonly lacks: readonly string[];
  /** Fields that only the second has. */
  readonly more: readonly string[];
}

/** A schema, as far as it has fields. */
interface Schema {
  readonly properties?: { readonly [name: string]: Schema } | undefined;
  readonly items?: Schema | undefined;
  readonly additionalProperties?: Schema | boolean | undefined;
}

/** Compares the fields that a kind has by two definitions, in the version that is stored. */
export function fieldDifference(expected: Spec, seen: Spec): FieldDifference {
  const [wanted, present] = [new Set(fieldsOf(expected)), new Set(fieldsOf(seen))];
  return {
    lacks: topmost([...wanted].filter((field) => !present.has(field))),
    more: topmost([...present].filter((field) => !wanted.has(field))),
  };
}

/** Paths of all fields, such as `spec.placement.clusterAffinities[].overflowAffinities`. */
function fieldsOf({ versions }: Spec): string[] {
  const stored = (versions as readonly { readonly storage: boolean; readonly schema?: unknown }[]).find(
    ({ storage }) => storage,
  );
  const { openAPIV3Schema } = (stored?.schema ?? {}) as { readonly openAPIV3Schema?: Schema };
  return pathsIn(openAPIV3Schema ?? {}, "");
}

function pathsIn({ properties = {}, items, additionalProperties }: Schema, path: string): string[] {
  const values = typeof additionalProperties === "object" ? additionalProperties : undefined;
  return [
    ...Object.entries(properties).flatMap(([name, schema]) => {
      const at = path === "" ? name : `${path}.${name}`;
      return [at, ...pathsIn(schema, at)];
    }),
    ...(items ? pathsIn(items, `${path}[]`) : []),
    ...(values ? pathsIn(values, `${path}.*`) : []),
  ];
}

/** Fields without those inside of others of the list. */
function topmost(fields: readonly string[]): string[] {
  return fields.filter((field) => !fields.some((other) => isInside(field, other))).sort();
}

function isInside(field: string, other: string): boolean {
  return field.startsWith(`${other}.`) || field.startsWith(`${other}[]`);
}
