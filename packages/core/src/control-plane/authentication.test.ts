import * as pulumi from "@pulumi/pulumi";
import { known } from "../recorded.test-support";
import { isSecret, record } from "../testing";
import { authenticationConfiguration, tokenDigest, tokenFile } from "./authentication";
import type { OidcIssuerArgs, StaticTokenArgs } from "./authentication-args";

interface Configuration {
  readonly anonymous: object;
  readonly jwt: readonly object[];
}
const configured = (...issuers: readonly OidcIssuerArgs[]): Configuration =>
  JSON.parse(authenticationConfiguration(issuers)) as Configuration;

const ISSUER = { issuerUrl: "https://id.example.com", audiences: ["kube", "cli"] };

test("anonymous requests reach only the health endpoints, with and without issuers", () => {
  const conditions = ["/livez", "/readyz", "/healthz"].map((path) => ({ path }));
  expect(configured().anonymous).toEqual({ enabled: true, conditions });
  expect(configured(ISSUER).anonymous).toEqual({ enabled: true, conditions });
});

test("users of an issuer cannot have the names of others, and have no groups unless a claim is named", () => {
  expect(configured(ISSUER).jwt).toEqual([
    {
      issuer: { url: ISSUER.issuerUrl, audiences: ["kube", "cli"], audienceMatchPolicy: "MatchAny" },
      claimMappings: { username: { claim: "sub", prefix: "https://id.example.com#" } },
    },
  ]);
});

test("groups of an issuer cannot be those of Kubernetes", () => {
  expect(configured({ ...ISSUER, groupsClaim: "groups" }).jwt).toMatchObject([
    { claimMappings: { groups: { claim: "groups", prefix: "oidc:" } } },
  ]);
});

test("an issuer's options are taken as they are given", () => {
  const given: Required<OidcIssuerArgs> = {
    ...ISSUER,
    usernameClaim: "email",
    usernamePrefix: "corp:",
    groupsClaim: "roles",
    groupsPrefix: "",
    certificateAuthority: "PEM",
    requiredClaims: { tenant: "a", hd: "example.com" },
    claimRules: [{ expression: "claims.email_verified == true", message: "the address is not verified" }],
  };
  expect(configured(given).jwt).toEqual([
    {
      issuer: {
        url: ISSUER.issuerUrl,
        certificateAuthority: "PEM",
        audiences: ["kube", "cli"],
        audienceMatchPolicy: "MatchAny",
      },
      claimValidationRules: [
        { claim: "tenant", requiredValue: "a" },
        { claim: "hd", requiredValue: "example.com" },
        { expression: "claims.email_verified == true", message: "the address is not verified" },
      ],
      claimMappings: {
        username: { claim: "email", prefix: "corp:" },
        groups: { claim: "roles", prefix: "" },
      },
    },
  ]);
});

describe("the token file", () => {
  /** The file of these tokens, or why there is none. */
  async function fileOf(...tokens: readonly StaticTokenArgs[]): Promise<{ text?: string; secret?: boolean }> {
    const file: { text?: string; secret?: boolean } = {};
    await record(async () => {
      const made = tokenFile(tokens);
      file.secret = await pulumi.isSecret(made);
      made.apply((text) => (file.text = text));
    });
    return file;
  }

  test("has a line for each token, and is secret even if the tokens are not", async () => {
    const groups = ["deployers", "viewers"];
    const file = await fileOf({ token: "abc", user: "ci", groups }, { token: pulumi.output("d,e"), user: 'a "b"' });
    expect(file).toEqual({ secret: true, text: '"abc","ci","ci","deployers,viewers"\n"d,e","a ""b""","a ""b""",""\n' });
    expect(isSecret(file.text)).toBe(false);
  });

  test("has a digest that changes with it, and that only who has the key can compute", async () => {
    const digests = await Promise.all([
      known(tokenDigest("abc", "key")),
      known(tokenDigest("abd", "key")),
      known(tokenDigest("abc", "other key")),
    ]);
    expect(new Set(digests).size).toBe(3);
    expect(digests).toContain(await known(tokenDigest("abc", "key")));
  });

  test("is refused with a token that is known only later and that no request can carry", async () => {
    await expect(fileOf({ token: pulumi.secret("a b"), user: "ci" })).rejects.toThrow(
      "apiServer.tokens[0].token: is not a token; use text of printable ASCII characters without spaces",
    );
  });
});
