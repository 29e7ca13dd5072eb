import { payloadOf, tokenValidity } from "./token";

const tokenOf = (payload: unknown): string => `header.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.s`;

test("a token tells when it is valid, if it says so", () => {
  const issued = new Date("2026-01-01T00:00:00Z");
  const expires = new Date("2026-02-01T00:00:00Z");
  const [iat, exp] = [issued, expires].map((date) => date.getTime() / 1000);
  expect(tokenValidity(tokenOf({ iat, exp }))).toEqual({ issued, expires });
  expect(tokenValidity(tokenOf({ exp }))).toEqual({ issued: undefined, expires });
});

test.each([
  ["a token that does not expire", tokenOf({ iat: 1 })],
  ["one whose time is text", tokenOf({ exp: "soon" })],
  ["one that says no object", tokenOf(null)],
  ["one of another kind", "abcdef.0123456789abcdef"],
  ["nothing", ""],
])("%s tells no time", (_, token) => {
  expect(tokenValidity(token)).toBeUndefined();
});

test("what a token says is read without its signature", () => {
  expect(payloadOf(tokenOf({ sub: "robot" }))).toEqual({ sub: "robot" });
});
