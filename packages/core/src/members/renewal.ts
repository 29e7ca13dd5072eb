import * as pulumi from "@pulumi/pulumi";
import { claimsOf, timeOf, type TokenClaims } from "../host/token-claims";
import type { Ask } from "../kubeconfig/ask";
import { MEMBERS_NAMESPACE } from "../karmada/names";

/** A token that expires, and what it has to be. */
export interface Renewal {
  /** The option that asks for it, as messages name it. */
  readonly path: string;
  /** Service account. */
  readonly account: string;
  /** UID of the service account. */
  readonly uid: string;
  /** How long a token is valid. */
  readonly seconds: number;
  /** The token that an earlier `up` has issued, if one has, or one that does not expire. */
  readonly kept: string | undefined;
}

const EARLY_SECONDS = 30 * 86_400;
/** What a token's times may be rounded by. */
const ROUNDED_SECONDS = 5;
const CREATED = 201;
const SERVER_ERROR = 500;

/**
 * The token that an account goes on with: the one that it has, or a new one in its last thirty days, and of one that is
 * valid for less than sixty in its second half. Also if it is another account's, or valid for another time.
 *
 * @param now in seconds since 1970
 * @returns undefined if a preview would issue one
 * @throws RunError if none can be issued
 */
export async function renew(ask: Ask, renewal: Renewal, now: number): Promise<string | undefined> {
  const { path, account, kept = "" } = renewal;
  const claims = claimsOf(kept);
  if (claims && isLasting(claims, renewal, now)) return kept;
  if (pulumi.runtime.isDryRun()) {
    tell(renewal, claims, now);
    return undefined;
  }
  const url = `/api/v1/namespaces/${MEMBERS_NAMESPACE}/serviceaccounts/${account}/token`;
  const body = {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { expirationSeconds: renewal.seconds },
  };
  const answer = await ask({ method: "POST", path: url, body });
  // One member that does not answer holds up no other.
  const isSilent = answer.status === 0 || answer.status >= SERVER_ERROR;
  if (isSilent && claims?.account === renewal.uid) {
    void pulumi.log.warn(
      `${path}: the token of ${account} ${expiry(claims, now)}, and cannot be renewed: ${answer.message}.`,
    );
    return kept;
  }
  if (answer.status !== CREATED) {
    const remedy = isSilent
      ? "run up again when the member answers"
      : `let the member's kubeconfig create serviceaccounts/token in ${MEMBERS_NAMESPACE}, or leave it out`;
    throw new pulumi.RunError(`${path}: no token can be issued for ${account}: ${answer.message}; ${remedy}`);
  }
  const token = (answer.body as Issued | undefined)?.status?.token;
  const issued = claimsOf(token ?? "");
  if (token === undefined || issued === undefined) {
    throw new pulumi.RunError(`${path}: what the member issues is not a token that expires; leave it out`);
  }
  refuseOther(issued, renewal);
  return token;
}

/** Says that an `up` issues another token, and until when the one now is valid. */
function tell({ path, account, kept }: Renewal, claims: TokenClaims | undefined, now: number): void {
  if (!kept) return;
  const until = claims ? expiry(claims, now) : "does not expire";
  const text = `${path}: the token of ${account} ${until}; "pulumi up" issues a new one.`;
  void (claims && claims.expires <= now ? pulumi.log.warn(text) : pulumi.log.info(text));
}

function isLasting(claims: TokenClaims, { uid, seconds }: Renewal, now: number): boolean {
  const early = Math.min(EARLY_SECONDS, seconds / 2);
  return claims.account === uid && isOf(claims, seconds) && claims.expires - now > early;
}

function isOf({ issued, expires }: TokenClaims, seconds: number): boolean {
  return Math.abs(expires - issued - seconds) <= ROUNDED_SECONDS;
}

/** A token that ends before it is expected to takes its member along, when nobody looks. */
function refuseOther(claims: TokenClaims, { path, seconds }: Renewal): void {
  if (isOf(claims, seconds)) return;
  const granted = claims.expires - claims.issued;
  throw new pulumi.RunError(
    `${path}: the member issues tokens that are valid for ${granted} s, not for ${seconds} s; set it to ${granted}, and run ` +
      `"pulumi up" more often than every ${Math.floor(granted / 2)} s, or leave it out`,
  );
}

function expiry({ expires }: TokenClaims, now: number): string {
  return `${expires > now ? "expires" : "expired"} at ${timeOf(expires)}`;
}

/** A TokenRequest, as far as it is read. */
interface Issued {
  readonly status?: { readonly token?: string };
}
