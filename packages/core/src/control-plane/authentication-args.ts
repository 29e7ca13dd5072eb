import type * as pulumi from "@pulumi/pulumi";

/** A static token, and its user. */
export interface StaticTokenArgs {
  /** The token. It is stored as a secret. */
  readonly token: pulumi.Input<string>;
  /** Name of the user. */
  readonly user: string;
  /**
   * Groups of the user.
   *
   * @default - none
   */
  readonly groups?: readonly string[] | undefined;
}

/** OpenID Connect issuer whose tokens are accepted. */
export interface OidcIssuerArgs {
  /** URL of the issuer, `https://…`. */
  readonly issuerUrl: string;
  /** Audiences. A token must have one of them. */
  readonly audiences: readonly string[];
  /**
   * Claim with the user's name.
   *
   * @default "sub"
   */
  readonly usernameClaim?: string | undefined;
  /**
   * Prefix of the user's name.
   *
   * @default - the issuer's URL, followed by "#"
   */
  readonly usernamePrefix?: string | undefined;
  /**
   * Claim with the user's groups.
   *
   * @default - none
   */
  readonly groupsClaim?: string | undefined;
  /**
   * Prefix of each group.
   *
   * @default "oidc:"
   */
  readonly groupsPrefix?: string | undefined;
  /**
   * Authority of the issuer's own certificate, in PEM.
   *
   * @default - the authorities that the API server's image has
   */
  readonly certificateAuthority?: string | undefined;
  /**
   * Claims that a token must have, with exactly these values.
   *
   * @default - none
   */
  readonly requiredClaims?: { readonly [claim: string]: string } | undefined;
  /**
   * Rules that a token's claims must meet.
   *
   * @default - none
   */
  readonly claimRules?: readonly ClaimRuleArgs[] | undefined;
}

/** A rule that the claims of a token must meet. */
export interface ClaimRuleArgs {
  /** CEL expression over `claims` that must be true, e.g. `claims.email_verified == true`. */
  readonly expression: string;
  /**
   * What the API server's log says of a token that does not meet the rule.
   *
   * @default - the expression
   */
  readonly message?: string | undefined;
}
