import { checked, fault, quoted, required, STRING, wordOf } from "../faults";
import type { Fault, Kind } from "../faults";

/** Fixed weight of members. */
export const WEIGHT: Kind = {
  what: "a whole number from 1",
  is: (value) => Number.isSafeInteger(value) && (value as number) > 0,
};

/** Whole number that fits into 32 bits. */
export const INT32: Kind = { what: "a whole number of 32 bits", is: (value) => value === ((value as number) | 0) };

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

/** What an object or a member must have among its labels. */
export const LABEL_REQUIREMENT = checked<Requirement>(
  { key: required(STRING), operator: required(wordOf(["In", "NotIn", "Exists", "DoesNotExist"])), values: [STRING] },
  valueFaults,
);

/** What a member must have in a field. Zones are compared one by one, and any list of them will do. */
export const FIELD_REQUIREMENT = checked<Requirement>(
  {
    key: required(wordOf(["provider", "region", "zone"])),
    operator: required(wordOf(["In", "NotIn"])),
    values: [STRING],
  },
  (path, one) => (one.key === "zone" ? [] : valueFaults(path, one)),
);

/** Values that an operator does not take. Karmada's webhook lets them pass, but then nothing matches the whole selector. */
function valueFaults(path: string, { operator, values = [] }: Requirement): readonly Fault[] {
  const needed = operator === "In" || operator === "NotIn";
  if (needed === values.length > 0) return [];
  return needed
    ? [fault(`${path}.values`, `is empty with ${quoted(operator)}`, "add at least one")]
    : [fault(`${path}.values`, `is set with ${quoted(operator)}`, "leave it out")];
}
