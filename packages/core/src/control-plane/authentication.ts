import * as pulumi from "@pulumi/pulumi";

/** A static token and whom it stands for. */
export interface StaticTokenArgs {
  /** The token. Kept as a secret. */
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

/** An OpenID Connect issuer whose tokens are accepted. */
export interface OidcIssuerArgs {
  /** URL of the issuer, `https://…`. */
  readonly issuerUrl: string;
  /** Audiences that a token must name one of. */
  readonly audiences: readonly string[];
  /**
   * Claim that holds the user's name.
   *
   * @default "sub"
   */
  readonly usernameClaim?: string | undefined;
  /**
   * Put before the user's name.
   *
   * @default - the issuer's URL and "#"
   */
  readonly usernamePrefix?: string | undefined;
  /**
   * Claim that holds the user's groups.
   *
   * @default - none
   */
  readonly groupsClaim?: string | undefined;
  /**
   * Put before each group.
   *
   * @default "oidc:"
   */
  readonly groupsPrefix?: string | undefined;
}

const HEALTH_ENDPOINTS = ["/livez", "/readyz", "/healthz"];

/**
 * The API server's authentication configuration: anonymous requests reach the health endpoints alone.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function authenticationConfiguration(issuers: readonly OidcIssuerArgs[] = []): string {
  return JSON.stringify({
    apiVersion: "apiserver.config.k8s.io/v1beta1",
    kind: "AuthenticationConfiguration",
    anonymous: { enabled: true, conditions: HEALTH_ENDPOINTS.map((path) => ({ path })) },
    jwt: issuers.map((issuer) => ({
      issuer: { url: issuer.issuerUrl, audiences: issuer.audiences, audienceMatchPolicy: "MatchAny" },
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

/** The API server's token file: one line for each token. */
export function tokenFile(tokens: readonly StaticTokenArgs[]): pulumi.Output<string> {
  const lines = tokens.map(({ token, user, groups = [] }) =>
    pulumi.output(token).apply((text) => [text, user, user, groups.join(",")].map(csvField).join(",")),
  );
  return pulumi.secret(pulumi.all(lines).apply((all) => `${all.join("\n")}\n`));
}

function csvField(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
