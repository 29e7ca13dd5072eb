const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_VALUE = "1b47061264138c4ac30d75fd1eb44270";

/** A value with all secrets in it unwrapped. */
export function plain<T = unknown>(value: unknown): T {
  if (Array.isArray(value)) return value.map((entry) => plain(entry)) as T;
  if (typeof value !== "object" || value === null) return value as T;
  if (isSecret(value)) return plain((value as Record<string, unknown>)["value"]);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)])) as T;
}

/** Whether a recorded value as a whole is marked as a secret. */
export function isSecret(value: unknown): boolean {
  return (value as Record<string, unknown> | null | undefined)?.[SECRET_SIGNATURE] === SECRET_VALUE;
}

/** The value without secrets of which nothing is known, which no answer of the mocks can hold. */
export function withoutUnknownSecrets<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutUnknownSecrets) as T;
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(
    ([, entry]) => !(isSecret(entry) && !("value" in entry && entry.value !== undefined)),
  );
  return Object.fromEntries(known.map(([key, entry]) => [key, withoutUnknownSecrets(entry)])) as T;
}
