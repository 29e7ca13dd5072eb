/** A quantity of Kubernetes, such as `500m` or `2Gi`, of at most 64 characters. */
export const QUANTITY = /^(?=.{1,64}$)\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$/;

const POWERS = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY_POWERS = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** Amount of a Kubernetes quantity in billionths; undefined if it is not a quantity. */
export function billionths(amount: string): bigint | undefined {
  if (typeof amount !== "string" || !QUANTITY.test(amount)) return undefined;
  const [, whole = "", fraction = "", suffix = ""] = /^\+?([0-9]*)\.?([0-9]*)(.*)$/.exec(amount)!;
  const digits = BigInt(`${whole}${fraction}` || "0");
  const exponent = /^[eE][+-]?[0-9]/.test(suffix) ? Number(suffix.slice(1)) : (POWERS.indexOf(suffix) - 3) * 3;
  const binary = BINARY_POWERS.indexOf(suffix);
  if (binary > 0) return scaled(digits * 1024n ** BigInt(binary), 9 - fraction.length);
  return scaled(digits, exponent + 9 - fraction.length);
}

/** Rounds up, as Kubernetes does with what is finer than its unit. */
function scaled(digits: bigint, exponent: number): bigint {
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (digits + divisor - 1n) / divisor;
}
