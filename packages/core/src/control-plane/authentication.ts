import { createHmac } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../validation/errors";
import type { OidcIssuerArgs, StaticTokenArgs } from "./authentication-args";
import { tokenTextFaults } from "./validate-authentication";

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

/** What changes with a token file. Without the key, nobody can try which tokens would give it. */
export function tokenDigest(file: pulumi.Input<string>, key: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.all([file, key]).apply(([text, secret]) => createHmac("sha256", secret).update(text).digest("hex"));
}

function csvField(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
