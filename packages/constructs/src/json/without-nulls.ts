/** A document without fields that are null, which Kubernetes takes for absent. The same one if it has none. */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map(withoutNulls);
    return parts.some((part, i) => part !== value[i]) ? parts : value;
  }
  const fields = Object.entries(value);
  const kept = fields.flatMap(([field, part]) => (part === null ? [] : [[field, withoutNulls(part)] as const]));
  const isSame = kept.length === fields.length && kept.every(([, part], i) => part === fields[i]![1]);
  return isSame ? value : Object.fromEntries(kept);
}
