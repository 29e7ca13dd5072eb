import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import { dayOf, isEnding, ownValidity, trustValidity } from "./expiry";
import { certificateIn } from "./pem";

const NOW = new Date("2026-03-01T12:00:00Z");
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);
const ends = (issued: number | undefined, expires: number): boolean =>
  isEnding({ issued: issued === undefined ? undefined : inDays(issued), expires: inDays(expires) }, NOW);

test("what expires is ending in its last thirty days, and when it has expired", () => {
  expect([31, 29, -1].map((expires) => ends(-400, expires))).toEqual([false, true, true]);
  expect([31, 29, -1].map((expires) => ends(undefined, expires))).toEqual([false, true, true]);
});

test("what is valid for less than sixty days is ending in the second half of its time", () => {
  expect([ends(-3, 4), ends(-4, 3), ends(-25, 24)]).toEqual([false, true, true]);
});

test("validity is that of the first certificate of a client, and of the last authority to expire among those trusted", () => {
  const [sooner, later] = [30, 60].map((days) =>
    Buffer.from(selfSigned("v3_ca", days).certificate, "base64").toString(),
  );
  const [ofSooner, ofLater] = [sooner!, later!].map((pem) => new Date(certificateIn(pem)!.validTo));
  expect(ownValidity(`${sooner}${later}`)!.expires).toEqual(ofSooner);
  expect(trustValidity(`${sooner}${later}${sooner}`)!.expires).toEqual(ofLater);
  expect([ownValidity("none"), trustValidity("none")]).toEqual([undefined, undefined]);
});

test("a day is written without its time", () => {
  expect(dayOf(NOW)).toBe("2026-03-01");
});
