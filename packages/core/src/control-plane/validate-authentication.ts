import { httpsFaults } from "../kubeconfig/cluster";
import { holdsCertificate } from "../kubeconfig/certificates";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";
import type { OidcIssuerArgs } from "./authentication";

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
  if (issuer.certificateAuthority !== undefined && !holdsCertificate(issuer.certificateAuthority)) {
    faults.push({ path: `${path}.certificateAuthority`, problem: "is not a PEM certificate" });
  }
  const claims = Object.keys(issuer.requiredClaims ?? {});
  if (claims.includes("")) faults.push({ path: `${path}.requiredClaims`, problem: "contains an empty claim" });
  issuer.claimRules?.forEach(({ expression = "" }, index) => {
    if (expression.trim() === "") faults.push({ path: `${path}.claimRules[${index}].expression`, problem: "is empty" });
  });
  return faults;
}
