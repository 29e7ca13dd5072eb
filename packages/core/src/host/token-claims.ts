import { payloadOf } from "../kubeconfig/token";

/** What a service account's token that expires says of itself. Nothing checks its signature. */
export interface TokenClaims {
  /** UID of the account. */
  readonly account: string;
  /** In seconds since 1970. */
  readonly issued: number;
  /** In seconds since 1970. */
  readonly expires: number;
}

/** Reads a token. Undefined if it does not expire, or is none. */
export function claimsOf(token: string): TokenClaims | undefined {
  const { iat: issued, exp: expires, "kubernetes.io": of } = payloadOf(token) as Partial<Claims>;
  const account = of?.serviceaccount?.uid;
  return typeof issued === "number" && typeof expires === "number" && typeof account === "string"
    ? { account, issued, expires }
    : undefined;
}

/** @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#schema-for-service-account-private-claims */
interface Claims {
  readonly iat: unknown;
  readonly exp: unknown;
  readonly "kubernetes.io": { readonly serviceaccount?: { readonly uid?: unknown } } | null;
}

/** A time of a token, in RFC 3339, as Kubernetes writes times. */
export function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+/, "");
}
