import type { TokenClaims } from "./token-claims";

/** A service account's token with these claims, and a signature that nobody checks. */
export function tokenOf({ account, issued, expires }: Partial<TokenClaims>): string {
  const claims = { iat: issued, exp: expires, "kubernetes.io": { serviceaccount: { name: "a", uid: account } } };
  return ["header", JSON.stringify(claims), "signature"]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".");
}
