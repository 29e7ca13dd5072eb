import * as pulumi from "@pulumi/pulumi";
import { tell } from "@fedstack/constructs/faults";
import { shapeFaults } from "../validation/shape";
import { TOKENS } from "./validate-authentication";

const told = (...tokens: readonly unknown[]): string[] => shapeFaults("apiServer.tokens", tokens, TOKENS).map(tell);

test("tokens that a request can carry, and those that are known only later, have no faults", () => {
  expect(told({ token: "a-b.c", user: "ci" }, { token: pulumi.secret("x y"), user: "a", groups: ["b"] })).toEqual([]);
});

test.each([
  [{ token: "", user: "ci" }, "apiServer.tokens[0].token: is not a token; use text of printable ASCII characters"],
  [{ token: "hidden part", user: "ci" }, "apiServer.tokens[0].token: is not a token; use text of printable ASCII"],
  [{ user: "ci" }, "apiServer.tokens[0].token: is missing; set the token"],
  [{ token: "abc" }, "apiServer.tokens[0].user: is missing; name the token's user"],
  [
    { token: "abc", user: "ci", groups: ["ok", "deployers,system:masters"] },
    'apiServer.tokens[0].groups[1]: "deployers,system:masters" is not the name of a group',
  ],
])("%j is refused, without showing the token", (token, fault) => {
  const faults = told(token);
  expect(faults).toEqual([expect.stringContaining(fault)]);
  expect(faults.join()).not.toContain("hidden");
});
