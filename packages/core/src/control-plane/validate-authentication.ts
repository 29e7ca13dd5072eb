import { checked, type Fault, type Fields, quoted, required, secret, STRING } from "@fedstack/constructs/faults";
import { certificateFaults } from "../kubeconfig/certificates";
import { httpsFaults } from "../kubeconfig/cluster";
import { distinct } from "../validation/checks";
import { quotedUrl } from "../validation/quoted-url";
import { input } from "../validation/shape";
import type { ClaimRuleArgs, OidcIssuerArgs, StaticTokenArgs } from "./authentication-args";

const NAME = filledText("leave it out");
const CLAIM_RULE: Fields<ClaimRuleArgs> = {
  expression: required(filledText(), 'use one such as "claims.email_verified == true"'),
  message: STRING,
};
const ISSUER: Fields<OidcIssuerArgs> = {
  issuerUrl: required(checked(STRING, httpsFaults), 'use one such as "https://id.example.com"'),
  audiences: required(checked([STRING], audienceFaults), "name the client that tokens are issued for"),
  usernameClaim: NAME,
  usernamePrefix: STRING,
  groupsClaim: NAME,
  groupsPrefix: STRING,
  certificateAuthority: checked(STRING, certificateFaults),
  requiredClaims: checked({ "*": STRING }, claimFaults),
  claimRules: [CLAIM_RULE],
};

/** Issuers with which the API server starts. */
export const ISSUERS = distinct<OidcIssuerArgs>(
  checked(ISSUER, prefixFaults, ["groupsClaim", "groupsPrefix"]),
  ({ issuerUrl }) => (typeof issuerUrl === "string" ? issuerUrl : undefined),
  (path, { issuerUrl }) => ({
    path: `${path}.issuerUrl`,
    problem: `${quotedUrl(issuerUrl)} is listed twice`,
    remedy: "list each issuer once, with all its audiences",
  }),
);

/** Tokens that the API server accepts, and whose groups it reads as they are. */
export const TOKENS = secret([
  {
    token: required(input(checked(STRING, tokenTextFaults)), "set the token"),
    user: required(filledText("name the token's user"), "name the token's user"),
    groups: [checked(STRING, groupFaults)],
  } satisfies Fields<StaticTokenArgs>,
]);

/** What is wrong with a token, which is not shown. */
export function tokenTextFaults(path: string, token: unknown): Fault[] {
  return typeof token === "string" && /^[!-~]+$/.test(token)
    ? []
    : [{ path, problem: "is not a token", remedy: "use text of printable ASCII characters without spaces" }];
}

function filledText(remedy?: string) {
  return checked<string>(STRING, (path, text) =>
    text.trim() === "" ? [{ path, problem: "is empty", ...(remedy && { remedy }) }] : [],
  );
}

function groupFaults(path: string, group: string): Fault[] {
  if (group !== "" && !group.includes(",")) return [];
  const problem = `${quoted(group)} is not the name of a group`;
  return [{ path, problem, remedy: "use one name without commas for each group" }];
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

function prefixFaults(path: string, { groupsClaim, groupsPrefix }: OidcIssuerArgs): Fault[] {
  if (groupsPrefix === undefined || groupsClaim !== undefined) return [];
  return [{ path: `${path}.groupsPrefix`, problem: "has no effect without groupsClaim", remedy: "set groupsClaim" }];
}

function claimFaults(path: string, claims: object): Fault[] {
  return Object.keys(claims).includes("") ? [{ path, problem: "contains an empty claim" }] : [];
}
