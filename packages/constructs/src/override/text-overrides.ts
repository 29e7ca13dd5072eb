import { at, fault, quoted } from "../faults";
import type { Fault } from "../faults";
import type * as Yaml from "yaml";
import type { FieldOverrider, TextOverrider } from "../api/karmada";
import { exists, parentOf, valueAt } from "../json/json-pointer";
import type { Manifest } from "../kinds/manifest";
import { jsonPointer } from "../validation/checks";
import type { TextOverride } from "./override-options";

type TextOverrides = { readonly [pointer: string]: TextOverride };

/** Overriders for Karmada, which replace a field if the text has it and add it if not. */
export function fieldOverriders(object: Manifest, overrides: TextOverrides = {}): FieldOverrider[] {
  return Object.keys(overrides)
    .sort()
    .map((fieldPath) => {
      const override = overrides[fieldPath]!;
      const document = documentAt(object, fieldPath, override);
      const { set = {}, remove = [] } = changesOf(override);
      const changes: TextOverrider[] = [
        ...Object.keys(set)
          .sort()
          .map((subPath) => {
            const operator = exists(document, subPath) ? ("replace" as const) : ("add" as const);
            return { subPath, operator, value: set[subPath] };
          }),
        ...remove.map((subPath) => ({ subPath, operator: "remove" as const })),
      ];
      return { fieldPath, [override.yaml ? "yaml" : "json"]: changes };
    });
}

/** What is wrong with changes inside of texts. */
export function textFaults(path: string, object: Manifest, overrides: TextOverrides = {}): Fault[] {
  const told = `${object.kind} ${quoted(object.metadata.name)}`;
  return Object.entries(overrides).flatMap(([pointer, override]) => {
    const where = at(path, pointer);
    if (Boolean(override.yaml) === Boolean(override.json)) {
      return [fault(where, "has both yaml and json, or neither", "set the one that the text is written in")];
    }
    const format = override.yaml ? "YAML" : "JSON";
    const document = documentAt(object, pointer, override);
    if (typeof document !== "object" || document === null) {
      return [fault(where, `is not ${format} with fields in ${told}`, "use a pointer to such a text")];
    }
    const { set = {}, remove = [] } = changesOf(override);
    const pointers = [...Object.keys(set), ...remove];
    return [
      ...(pointers.length === 0 ? [fault(where, "changes nothing", "use set or remove")] : []),
      ...pointers.flatMap((sub) => jsonPointer(where, sub)),
      ...[...Object.keys(set).map(parentOf), ...remove]
        .filter((needed) => needed !== "" && !exists(document, needed))
        .map((needed) =>
          fault(where, `${quoted(needed)} is not in the text of ${told}`, "use a pointer to a field that it has"),
        ),
    ];
  });
}

function changesOf({ yaml, json }: TextOverride): NonNullable<TextOverride["yaml"]> {
  return yaml ?? json ?? {};
}

/** The document in a field with text; undefined if there is none. */
function documentAt(object: Manifest, pointer: string, { yaml }: TextOverride): unknown {
  const text = valueAt(object, pointer);
  if (typeof text !== "string") return undefined;
  try {
    return yaml ? (require("yaml") as typeof Yaml).parse(text, { version: "1.1" }) : JSON.parse(text);
  } catch {
    return undefined;
  }
}
