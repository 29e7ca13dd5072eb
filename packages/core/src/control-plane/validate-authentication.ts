import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { httpsFaults } from "../kubeconfig/cluster";
import { certificateFaults } from "../kubeconfig/certificates";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";
import type { OidcIssuerArgs, StaticTokenArgs } from "./authentication-args";

/** Everything that would keep the API server from starting with these issuers. */
export function oidcFaults(issuers: readonly OidcIssuerArgs[]): Fault[] {
  return issuers.flatMap((issuer, index) => {
    const { issuerUrl = "", audiences = [] } = issuer;
    const path = `apiServer.oidc[${index}]`;
    const faults = httpsFaults(`${path}.issuerUrl`, issuerUrl);
    if (issuers.findIndex((other) => other.issuerUrl === issuer.issuerUrl) < index) {
      faults.push({
        path: `${path}.issuerUrl`,
        problem: `${quotedUrl(issuerUrl)} is listed twice`,
        remedy: "list each issuer once, with all its audiences",
      });
    }
    return [...faults, ...audienceFaults(`${path}.audiences`, audiences), ...claimFaults(path, issuer)];
  });
}

/** Everything that would keep the API server from accepting these tokens, or have it read other groups. */
export function tokenFaults(tokens: readonly StaticTokenArgs[]): Fault[] {
  return tokens.flatMap(({ token, user = "", groups = [] }, index) => {
    const path = `apiServer.tokens[${index}]`;
    const faults =
      pulumi.Output.isInstance(token) || token instanceof Promise ? [] : tokenTextFaults(`${path}.token`, token);
    if (user === "") faults.push({ path: `${path}.user`, problem: "is empty", remedy: "name the token's user" });
    groups.forEach((group, position) => {
      if (group !== "" && !group.includes(",")) return;
      const remedy = "use one name without commas for each group";
      faults.push({
        path: `${path}.groups[${position}]`,
        problem: `${quoted(group)} is not the name of a group`,
        remedy,
      });
    });
    return faults;
  });
}

/** What is wrong with a token, which is not shown. */
export function tokenTextFaults(path: string, token: unknown): Fault[] {
  return typeof token === "string" && /^[!-~]+$/.test(token)
    ? []
    : [{ path, problem: "is not a token", remedy: "use text of printable ASCII characters without spaces" }];
}

function audienceFaults(path: string, audiences: readonly string[]): Fault[] {
  if (audiences.length === 0) {
    return [{ path, problem: "is empty", remedy: "name the client that tokens are issued for" }];
  }
  if (audiences.includes("")) return [{ path, problem: "contains an empty audience", remedy: "leave it out" }];
  return new Set(audiences).size < audiences.length
    ? [{ path, problem: "lists an audience twice", remedy: "list each audience once" }]
    : [];
}

function claimFaults(path: string, issuer: OidcIssuerArgs): Fault[] {
  const faults: Fault[] = [];
  for (const claim of ["usernameClaim", "groupsClaim"] as const) {
    if (issuer[claim] === "") faults.push({ path: `${path}.${claim}`, problem: "is empty", remedy: "leave it out" });
  }
  if (issuer.groupsPrefix !== undefined && issuer.groupsClaim === undefined) {
    faults.push({
      path: `${path}.groupsPrefix`,
      problem: "has no effect without groupsClaim",
      remedy: "set groupsClaim",
    });
  }
  faults.push(...certificateFaults(`${path}.certificateAuthority`, issuer.certificateAuthority));
  const claims = Object.keys(issuer.requiredClaims ?? {});
  if (claims.includes("")) faults.push({ path: `${path}.requiredClaims`, problem: "contains an empty claim" });
  issuer.claimRules?.forEach(({ expression = "" }, index) => {
    if (expression.trim() === "") faults.push({ path: `${path}.claimRules[${index}].expression`, problem: "is empty" });
  });
  return faults;
}
