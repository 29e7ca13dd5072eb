import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../validation/errors";
import { tokenTextFaults } from "./validate-authentication";

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

const HEALTH_ENDPOINTS = ["/livez", "/readyz", "/healthz"];

/**
 * The API server's authentication configuration. Anonymous requests reach only the health endpoints.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function authenticationConfiguration(issuers: readonly OidcIssuerArgs[] = []): string {
  return JSON.stringify({
    apiVersion: "apiserver.config.k8s.io/v1beta1",
    kind: "AuthenticationConfiguration",
    anonymous: { enabled: true, conditions: HEALTH_ENDPOINTS.map((path) => ({ path })) },
    jwt: issuers.map((issuer) => ({
      issuer: {
        url: issuer.issuerUrl,
        certificateAuthority: issuer.certificateAuthority,
        audiences: issuer.audiences,
        audienceMatchPolicy: "MatchAny",
      },
      ...claimValidation(issuer),
      claimMappings: {
        username: {
          claim: issuer.usernameClaim ?? "sub",
          prefix: issuer.usernamePrefix ?? `${issuer.issuerUrl}#`,
        },
        ...(issuer.groupsClaim && { groups: { claim: issuer.groupsClaim, prefix: issuer.groupsPrefix ?? "oidc:" } }),
      },
    })),
  });
}

/** The rules of an issuer, if there are any. */
function claimValidation({ requiredClaims = {}, claimRules = [] }: OidcIssuerArgs): object {
  const required = Object.entries(requiredClaims).map(([claim, requiredValue]) => ({ claim, requiredValue }));
  const rules = claimRules.map(({ expression, message }) => ({ expression, message }));
  return required.length + rules.length > 0 ? { claimValidationRules: [...required, ...rules] } : {};
}

/** The API server's token file, with one line per token. */
export function tokenFile(tokens: readonly StaticTokenArgs[]): pulumi.Output<string> {
  const lines = tokens.map(({ token, user, groups = [] }, index) =>
    pulumi.output(token).apply((text) => {
      refuse(tokenTextFaults(`apiServer.tokens[${index}].token`, text));
      return [text, user, user, groups.join(",")].map(csvField).join(",");
    }),
  );
  return pulumi.secret(pulumi.all(lines).apply((all) => `${all.join("\n")}\n`));
}

function csvField(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
