import type { Validity } from "../pki/expiry";

/** When a token is valid, if it says so. Nothing checks its signature. */
export function tokenValidity(token: string): Validity | undefined {
  const { iat, exp } = payloadOf(token);
  if (typeof exp !== "number") return undefined;
  return { issued: typeof iat === "number" ? dateOf(iat) : undefined, expires: dateOf(exp) };
}

/**
 * What a JSON Web Token says; nothing for a token of another kind.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */
export function payloadOf(token: string): { readonly [claim: string]: unknown } {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    return typeof payload === "object" && payload !== null ? (payload as { readonly [claim: string]: unknown }) : {};
  } catch {
    return {};
  }
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}
