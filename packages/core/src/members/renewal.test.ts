import * as pulumi from "@pulumi/pulumi";
import { tokenOf } from "../host/tokens.test-support";
import type { Answer, Ask } from "../kubeconfig/ask";
import { renew, type Renewal } from "./renewal";

const DAY = 86_400;
const NOW = 1_795_000_000;
const PATH = 'join("a").tokenExpirationSeconds';

/** A token of the account that is valid for some seconds, of which some are left. */
const token = (seconds: number, left: number, account = "uid"): string =>
  tokenOf({ account, issued: NOW + left - seconds, expires: NOW + left });
const granting = (seconds: number): Answer => ({
  status: 201,
  body: { status: { token: token(seconds, seconds) } },
  message: "no reason given",
});
const failing = (status: number, message: string): Answer => ({ status, body: undefined, message });

let logged: string[];
let ask: jest.Mock<ReturnType<Ask>, Parameters<Ask>>;
beforeEach(() => {
  logged = [];
  ask = jest.fn();
  for (const level of ["info", "warn"] as const) {
    jest.spyOn(pulumi.log, level).mockImplementation(((text: string) => logged.push(`${level} ${text}`)) as never);
  }
});
afterEach(() => jest.restoreAllMocks());

const of = (kept: string | undefined, seconds = 90 * DAY): Renewal => ({
  ...{ path: PATH, account: "karmada-a", uid: "uid", seconds, kept },
});
const renewed = (kept: string | undefined, seconds = 90 * DAY, answer = granting(seconds)): Promise<unknown> => {
  ask.mockResolvedValue(answer);
  return renew(ask, of(kept, seconds), NOW);
};

test.each([
  [90 * DAY, 31 * DAY],
  [365 * DAY, 31 * DAY],
  [20 * DAY, 11 * DAY],
  [600, 301],
])("a token that is valid for %d s is kept with %d s left, and nothing is asked", async (seconds, left) => {
  expect(await renewed(token(seconds, left), seconds)).toBe(token(seconds, left));
  expect(ask).not.toHaveBeenCalled();
});

test.each([
  ["in its last 30 days", token(90 * DAY, 29 * DAY), 90 * DAY],
  ["in the second half of less than 60 days", token(20 * DAY, 9 * DAY), 20 * DAY],
  ["once it has expired", token(90 * DAY, -1), 90 * DAY],
  ["of an account that was deleted", token(90 * DAY, 80 * DAY, "deleted"), 90 * DAY],
  ["that is valid for longer than is now asked for", token(90 * DAY, 80 * DAY), DAY],
  ["that does not expire", "legacy", 90 * DAY],
  ["that does not exist", undefined, 90 * DAY],
])("a token %s is replaced by one that the member issues for the time that is asked for", async (_, kept, seconds) => {
  expect(await renewed(kept, seconds)).toBe(token(seconds, seconds));
  expect(ask.mock.calls).toEqual([
    [
      {
        method: "POST",
        path: "/api/v1/namespaces/karmada-cluster/serviceaccounts/karmada-a/token",
        body: {
          apiVersion: "authentication.k8s.io/v1",
          kind: "TokenRequest",
          spec: { expirationSeconds: seconds },
        },
      },
    ],
  ]);
});

test.each([
  [token(90 * DAY, 10 * DAY), "info", "expires at 2026-11-28T11:06:40Z"],
  [token(90 * DAY, -DAY), "warn", "expired at 2026-11-17T11:06:40Z"],
  ["legacy", "info", "does not expire"],
])("a preview issues nothing, and says which token the up replaces: %#", async (kept, level, until) => {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
  expect(await renewed(kept)).toBeUndefined();
  expect(ask).not.toHaveBeenCalled();
  expect(logged).toEqual([`${level} ${PATH}: the token of karmada-a ${until}; "pulumi up" issues a new one.`]);
});

test("a preview of a new member says nothing of a token", async () => {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
  expect(await renewed(undefined)).toBeUndefined();
  expect(logged).toEqual([]);
});

test.each([
  [10 * DAY, "expires at 2026-11-28T11:06:40Z"],
  [-DAY, "expired at 2026-11-17T11:06:40Z"],
])("a member that does not answer keeps its token, with a warning, and holds up no other: %#", async (left, until) => {
  const kept = token(90 * DAY, left);
  for (const status of [0, 503])
    expect(await renewed(kept, 90 * DAY, failing(status, "connection refused"))).toBe(kept);
  const told = `warn ${PATH}: the token of karmada-a ${until}, and cannot be renewed: connection refused.`;
  expect(logged).toEqual([told, told]);
});

test.each([
  ["legacy", failing(0, "connection refused"), "connection refused; run up again when the member answers"],
  [undefined, failing(503, "no endpoints"), "no endpoints; run up again when the member answers"],
  [
    token(90 * DAY, 10 * DAY),
    failing(403, "it is forbidden"),
    "it is forbidden; let the member's kubeconfig create serviceaccounts/token in karmada-cluster, or leave it out",
  ],
])("what cannot be issued otherwise is an error that says what to do: %#", async (kept, answer, told) => {
  const failed = renewed(kept, 90 * DAY, answer);
  await expect(failed).rejects.toThrow(`${PATH}: no token can be issued for karmada-a: ${told}`);
  await expect(failed).rejects.toThrow(pulumi.RunError);
});

test.each([
  [DAY, 43_200],
  [120 * DAY, 60 * DAY],
])(
  "a token that the member issues for another time, %d s, is refused before anything uses it",
  async (granted, every) => {
    await expect(renewed("legacy", 90 * DAY, granting(granted))).rejects.toThrow(
      `${PATH}: the member issues tokens that are valid for ${granted} s, not for 7776000 s; set it to ${granted}, and ` +
        `run "pulumi up" more often than every ${every} s, or leave it out`,
    );
  },
);

test("what is issued has to say when it expires", async () => {
  const answers = [{}, { status: {} }, { status: { token: "legacy" } }, undefined];
  for (const body of answers) {
    await expect(renewed(undefined, DAY, { status: 201, body, message: "" })).rejects.toThrow(
      /what the member issues is not a token that expires; leave it out$/,
    );
  }
});
