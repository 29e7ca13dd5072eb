/** A document without fields that are null, which Kubernetes takes for absent. The same one if it has none. */
export function withoutNulls(value: unknown): unknown {
  if (!hasNulls(value)) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const kept = Object.entries(value as object).filter(([, part]) => part !== null);
  return Object.fromEntries(kept.map(([field, part]) => [field, withoutNulls(part)]));
}

/** Whether any field is null, at any depth. */
function hasNulls(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const isList = Array.isArray(value);
  for (const part of isList ? (value as unknown[]) : Object.values(value)) {
    if (typeof part === "object" && (part === null ? !isList : hasNulls(part))) return true;
  }
  return false;
}
