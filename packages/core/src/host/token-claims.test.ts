import { tokenOf } from "./tokens.test-support";
import { claimsOf, timeOf } from "./token-claims";

test("a token that expires tells its account and its times", () => {
  expect(claimsOf(tokenOf({ account: "uid", issued: 100, expires: 700 }))).toEqual({
    account: "uid",
    issued: 100,
    expires: 700,
  });
});

test.each([
  ["a token that does not expire", tokenOf({ account: "uid", issued: 100 })],
  ["one of another kind", "abcdef.0123456789abcdef"],
  ["one whose account is missing", tokenOf({ issued: 100, expires: 700 })],
  ["one whose claims are no object", `a.${Buffer.from("null").toString("base64url")}.b`],
  ["nothing", ""],
])("%s tells nothing", (_, token) => {
  expect(claimsOf(token)).toBeUndefined();
});

test("times are written as Kubernetes writes them, so that they compare as texts", () => {
  expect(timeOf(1_795_000_000)).toBe("2026-11-18T11:06:40Z");
});
