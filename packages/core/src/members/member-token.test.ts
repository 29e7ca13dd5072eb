import * as pulumi from "@pulumi/pulumi";
import { hostSite } from "../host/site.test-support";
import { tokenOf } from "../host/tokens.test-support";
import type { Ask } from "../kubeconfig/ask";
import { askingAs } from "../kubeconfig/ask-as";
import { known, one } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import type { KeptFiles } from "./kept-secret";
import { memberToken, type MemberToken } from "./member-token";

jest.mock("../kubeconfig/ask-as");

const HOUR = 3_600;
const now = Math.floor(Date.now() / 1000);
const valid = tokenOf({ account: "uid", issued: now - 1, expires: now - 1 + HOUR });
const issued = tokenOf({ account: "uid", issued: now, expires: now + HOUR });
const ask = jest.fn<ReturnType<Ask>, Parameters<Ask>>();

beforeEach(() => {
  ask.mockReset().mockResolvedValue({ status: 201, body: { status: { token: issued } }, message: "" });
  jest.mocked(askingAs).mockReturnValue(ask);
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
});
afterEach(() => jest.restoreAllMocks());

async function recorded(
  kept: KeptFiles | "lasting",
  look: (token: MemberToken) => unknown,
  preview = false,
): Promise<readonly RecordedResource[]> {
  return record(
    async () => {
      const site = hostSite({}, { kubeconfig: pulumi.output("kubeconfig") }).in("karmada-cluster");
      const expiring = { path: "join.tokenExpirationSeconds", seconds: HOUR };
      await look(
        memberToken(
          site,
          "token",
          "karmada-a",
          kept === "lasting" ? undefined : { ...expiring, kept: pulumi.output(kept) },
        ),
      );
    },
    { preview, outputs: () => ({ metadata: { uid: "uid" } }) },
  );
}

test("a token that expires is asked for, secret, and says when it was issued and when it expires", async () => {
  const resources = await recorded({}, async ({ text, issued: begin, expires }) => {
    expect([await known(text), await pulumi.isSecret(text)]).toEqual([issued, true]);
    const times = [begin, expires!];
    expect((await Promise.all(times.map(known))).map((time) => Date.parse(time) / 1000)).toEqual([now, now + HOUR]);
    expect(await Promise.all(times.map(pulumi.isSecret))).toEqual([false, false]);
  });
  expect(one(resources, ":ServiceAccount", "federation-token").inputs).toMatchObject({
    automountServiceAccountToken: false,
  });
  expect(resources.filter(({ type }) => type.endsWith(":Secret"))).toEqual([]);
});

test("the token that an earlier up has kept stays the same, and nothing is asked", async () => {
  await recorded({ token: valid }, async ({ text }) => expect(await known(text)).toBe(valid));
  expect(ask).not.toHaveBeenCalled();
});

test.each<[string, KeptFiles]>([
  ["is to be replaced", {}],
  ["cannot be seen", undefined],
])("in a preview, a token that %s is known only after the up", async (_, kept) => {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
  await recorded(
    kept,
    async ({ text, expires }) => {
      const known = [text, expires!].map((one) => (one as unknown as { isKnown: Promise<boolean> }).isKnown);
      expect(await Promise.all(known)).toEqual([false, false]);
    },
    true,
  );
  expect(ask).not.toHaveBeenCalled();
});

test("a token that does not expire is in a Secret that the member's API server fills", async () => {
  const resources = await recorded("lasting", async ({ expires }) => expect(expires).toBeUndefined());
  expect(one(resources, ":Secret", "federation-token").inputs).toMatchObject({
    type: "kubernetes.io/service-account-token",
  });
  expect(ask).not.toHaveBeenCalled();
});

test("without an engine, nothing is asked", async () => {
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  await recorded({}, async ({ text }) => expect(await known(text)).toBe(""));
  expect(ask).not.toHaveBeenCalled();
});
