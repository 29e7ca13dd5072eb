import { at, fault, quoted } from "../faults";
import type { Findings } from "./findings";

/** Prefix of a number that is kept as text, so that `1.0` and `1` differ. */
const NUMBER = "\0";

const MAX_INT64 = 2n ** 63n - 1n;

/**
 * Reads JSON as Go's decoder does, keeping the spelling of numbers. Undefined, with a fault, if it is not valid JSON.
 */
export function goJson(path: string, text: string, example: string, { faults }: Findings): unknown {
  try {
    JSON.parse(text);
  } catch {
    faults.push(fault(path, `${quoted(text)} is not valid JSON`, `use one such as ${example}`));
    return undefined;
  }
  const spelled = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(NUMBER + token),
  );
  return JSON.parse(spelled);
}

/** The entries of an object; none if the value is null or absent. */
export function entriesOf(path: string, value: unknown, { faults }: Findings): readonly [string, unknown][] {
  if (value === null || value === undefined) return [];
  if (typeof value === "object" && !Array.isArray(value)) return Object.entries(value);
  faults.push(fault(path, `${shown(value)} is not an object`, "use one in braces"));
  return [];
}

/** The fields of an object by name. Go ignores upper and lower case; fields with other names were ignored. */
export function fieldsOf<Name extends string>(
  path: string,
  value: unknown,
  names: readonly Name[],
  findings: Findings,
): { readonly [name in Name]?: unknown } {
  const fields = new Map<Name, unknown>();
  for (const [key, field] of entriesOf(path, value, findings)) {
    const name = names.find((one) => one.toLowerCase() === key.toLowerCase());
    if (!name) {
      const ignored = `is not one of ${names.join(", ")}, so it is ignored, as before`;
      findings.warnings.push(fault(at(path, key), ignored));
    } else if (fields.has(name)) {
      findings.faults.push(fault(at(path, key), `${quoted(key)} repeats ${name}`, "list it once"));
    } else {
      fields.set(name, field);
    }
  }
  return Object.fromEntries(fields) as { [name in Name]?: unknown };
}

/** A whole number from 0 to the maximum of Go's int64; undefined if it is null or absent. */
export function wholeNumber(
  path: string,
  value: unknown,
  { faults }: Findings,
  max: bigint = MAX_INT64,
): number | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === "string" && value.startsWith(NUMBER) ? value.slice(1) : "";
  if (/^\d+$/.test(text) && BigInt(text) <= max) return Number(text);
  faults.push(fault(path, `${shown(value)} is not a whole number from 0 to ${max}`, "use digits only"));
  return undefined;
}

/** A boolean; undefined if it is null or absent. */
export function boolean(path: string, value: unknown, { faults }: Findings): boolean | undefined {
  if (value === null || value === undefined || typeof value === "boolean") return value ?? undefined;
  faults.push(fault(path, `${shown(value)} is neither true nor false`, "use one of them, without quotes"));
  return undefined;
}

/** A string; empty if it is null or absent. */
export function goText(path: string, value: unknown, { faults }: Findings): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string" && !value.startsWith(NUMBER)) return value;
  faults.push(fault(path, `${shown(value)} is not a string`, "put it in quotes"));
  return "";
}

/** A list; empty if it is null or absent. */
export function goList(path: string, value: unknown, { faults }: Findings): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value;
  faults.push(fault(path, `${shown(value)} is not a list`, "use one in brackets"));
  return [];
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return quoted(text.replaceAll(NUMBER, "").replaceAll("\\u0000", ""));
}
