import { tell } from "@fedstack/constructs/faults";
import { tokenFaults } from "./token-faults";

const told = (mode: "push" | "pull", isOwn: boolean, tokenExpirationSeconds?: number): string[] =>
  tokenFaults("join", { mode, tokenExpirationSeconds }, isOwn).map(tell);

test("tokens expire where the program runs the control plane and connects to the member", () => {
  expect(told("push", true, 600)).toEqual([]);
});

test("a member in pull mode has no token that could expire", () => {
  expect(told("pull", true, 600)).toEqual([
    "join.tokenExpirationSeconds: has no effect, because the control plane has no token for a member in pull mode; " +
      "leave it out, and set certificates.validityHours for the certificate of the agent",
  ]);
});

test("nobody would restart the control plane that somebody else runs", () => {
  expect(told("push", false, 600)).toEqual([
    "join.tokenExpirationSeconds: needs a control plane of the program, which restarts what watches members with the " +
      "token before; leave it out",
  ]);
});

test.each(["push", "pull"] as const)("without the option, nothing is wrong in mode %s", (mode) => {
  expect([...told(mode, true), ...told(mode, false)]).toEqual([]);
});
