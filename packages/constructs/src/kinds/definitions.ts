import { isOfKind } from "./identity";
import type { GroupKind } from "./identity";
import type { Manifest } from "./manifest";

/** Definitions of custom resources, by the group and kind that they define. */
export type Definitions = ReadonlyMap<GroupKind, Manifest>;

/** The definitions of custom resources among objects. */
export function definitionsIn(manifests: readonly Manifest[]): Definitions {
  return new Map(
    manifests
      .filter((object) => isOfKind(object, "apiextensions.k8s.io/CustomResourceDefinition"))
      .map((definition) => {
        const { group, names } = (definition.spec ?? {}) as {
          group?: string | undefined;
          names?: { kind?: string | undefined } | undefined;
        };
        return [`${group}/${names?.kind}`, definition];
      }),
  );
}
