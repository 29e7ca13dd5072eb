import { at, fault, quoted } from "../faults";
import type { Findings } from "./findings";

/** Precedes the spelling of a number where it stands as text, so that `1.0` and `1` can be told apart. */
const NUMBER = "\0";

const MAX_INT64 = 2n ** 63n - 1n;

/** JSON as Go's decoder takes it: numbers by their spelling. Undefined, with a fault, where it is not valid JSON. */
export function goJson(path: string, text: string, example: string, { faults }: Findings): unknown {
  try {
    JSON.parse(text);
  } catch {
    faults.push(fault(path, `${quoted(text)} is not valid JSON`, `Use one such as ${example}`));
    return undefined;
  }
  const spelt = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(NUMBER + token),
  );
  return JSON.parse(spelt);
}

/** The entries of an object; none where the value is null or absent. */
export function entriesOf(path: string, value: unknown, { faults }: Findings): readonly [string, unknown][] {
  if (value === null || value === undefined) return [];
  if (typeof value === "object" && !Array.isArray(value)) return Object.entries(value);
  faults.push(fault(path, `${shown(value)} is not an object`, "Use one in braces"));
  return [];
}

/** The fields of an object by their names, which Go reads in any case. Fields of other names were ignored. */
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
      findings.warnings.push(`${at(path, key)} is none of ${names.join(", ")}: ignored, as Federation v1 did`);
    } else if (fields.has(name)) {
      findings.faults.push(fault(at(path, key), `${quoted(key)} is ${name} once more`, "List it once"));
    } else {
      fields.set(name, field);
    }
  }
  return Object.fromEntries(fields) as { [name in Name]?: unknown };
}

/** A whole number from 0, at most what Go's int64 holds; undefined where it is null or absent. */
export function wholeNumber(
  path: string,
  value: unknown,
  { faults }: Findings,
  max: bigint = MAX_INT64,
): number | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === "string" && value.startsWith(NUMBER) ? value.slice(1) : "";
  if (/^\d+$/.test(text) && BigInt(text) <= max) return Number(text);
  faults.push(fault(path, `${shown(value)} is not a whole number from 0 to ${max}`, "Use digits only"));
  return undefined;
}

/** A boolean; undefined where it is null or absent. */
export function boolean(path: string, value: unknown, { faults }: Findings): boolean | undefined {
  if (value === null || value === undefined || typeof value === "boolean") return value ?? undefined;
  faults.push(fault(path, `${shown(value)} is neither true nor false`, "Use one of them, without quotes"));
  return undefined;
}

/** A text; empty where it is null or absent. */
export function goText(path: string, value: unknown, { faults }: Findings): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string" && !value.startsWith(NUMBER)) return value;
  faults.push(fault(path, `${shown(value)} is not a string`, "Use it in quotes"));
  return "";
}

/** A list; empty where it is null or absent. */
export function goList(path: string, value: unknown, { faults }: Findings): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value;
  faults.push(fault(path, `${shown(value)} is not a list`, "Use one in brackets"));
  return [];
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return quoted(text.replaceAll(NUMBER, "").replaceAll("\\u0000", ""));
}
