import * as pulumi from "@pulumi/pulumi";
import { type Expiries, type Expiring, expiryWarning, knownExpiries, warnOfExpiry } from "./expiring";

const NOW = new Date("2026-03-01T12:00:00Z");
const one = (name: string, expires: string, more: Partial<Expiring> = {}): Expiring => ({
  name,
  expires,
  isGiven: false,
  ...more,
});

test("a warning names what is ending, what the program gives first, and each by the order of its end", () => {
  const warning = expiryWarning(
    [
      one("token of a", "2026-03-09", { issued: "2026-02-01" }),
      one("etcd", "2026-03-05"),
      one("ca", "2026-04-05"),
      one("person-jane", "2026-03-06", { issued: "2026-02-28" }),
      one("etcd.external.tls.certificate", "2026-02-28", { isGiven: true }),
    ],
    NOW,
  );
  expect(warning).toBe(
    "etcd.external.tls.certificate expired on 2026-02-28. Only you can renew what you have set. " +
      'etcd expires on 2026-03-05, token of a expires on 2026-03-09. "pulumi up" renews it later: run it again in time.',
  );
});

test("nothing is said if nothing is ending", () => {
  expect(expiryWarning([one("ca", "2036-03-01"), one("issuer", "2036-03-01", { isGiven: true })], NOW)).toBeUndefined();
});

const EXPIRIES: Expiries = {
  renewed: [
    { name: "etcd", expires: pulumi.secret("2020-01-02T00:00:00Z"), issued: pulumi.output("2020-01-01T00:00:00Z") },
    { name: "renewed", expires: pulumi.output(pulumi.unknown as string) },
  ],
  given: [{ name: "unread", expires: pulumi.output("") }],
};

test("what is issued by the up of a preview, and what cannot be read, is not known", async () => {
  expect(await knownExpiries(EXPIRIES)).toEqual([
    { name: "etcd", expires: "2020-01-02T00:00:00Z", issued: "2020-01-01T00:00:00Z", isGiven: false },
  ]);
  expect(await knownExpiries({ renewed: undefined, given: [] })).toEqual([]);
});

describe("the warning of a run", () => {
  const federation = {} as pulumi.Resource;
  let warn: jest.SpyInstance;
  const ran = async (expiries: Expiries): Promise<void> => {
    const given = [...expiries.given];
    warnOfExpiry(federation, () => ({ ...expiries, given }));
    given.push({ name: "called later", expires: pulumi.output("2020-01-03T00:00:00Z") });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  beforeEach(() => {
    warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
  });
  afterEach(() => jest.restoreAllMocks());

  test("is one, of the federation, with what the program calls later", async () => {
    await ran(EXPIRIES);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/^called later expired on 2020-01-03\. .* etcd expired on 2020-01-02\. /),
      federation,
    );
  });

  test("is none in a unit test", async () => {
    jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
    await ran(EXPIRIES);
    expect(warn).not.toHaveBeenCalled();
  });
});
