import { Lazy } from "cdk8s";

/** A value as cdk8s renders it: with what `Lazy` and other tokens produce, at any depth. */
export function produced(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Lazy) return produced(value.produce());
  const { resolve } = value as { readonly resolve?: unknown };
  if (typeof resolve === "function") return produced(resolve.call(value));
  if (Array.isArray(value)) return value.map(produced);
  return value.constructor === Object
    ? Object.fromEntries(Object.entries(value).map(([field, part]) => [field, produced(part)]))
    : value;
}
