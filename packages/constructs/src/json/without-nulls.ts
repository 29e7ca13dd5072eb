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
  if (Array.isArray(value)) return value.some(hasNulls);
  return Object.values(value).some((part) => part === null || hasNulls(part));
}
