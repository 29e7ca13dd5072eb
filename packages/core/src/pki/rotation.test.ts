import fc from "fast-check";
import type { CertificateArgs } from "./certificate-args";
import { nameWithAuthority, stepOf, stepRefusal, trustedAuthorities } from "./rotation";

const STEPS: readonly CertificateArgs[] = [1, 2, 3].flatMap((authority) => [
  ...(authority === 1 ? [] : (["trust", "sign"] as const).map((rotation) => ({ authority, rotation }))),
  { authority },
]);

test("a rotation trusts both authorities before the new one signs, and until nothing of the old one is left", () => {
  expect(STEPS.map(trustedAuthorities)).toEqual([[1], [1, 2], [2, 1], [2], [2, 3], [3, 2], [3]]);
  expect(trustedAuthorities({})).toEqual([1]);
});

test("the first authority has the plain name", () => {
  expect([1, 2].map((authority) => nameWithAuthority("ca", authority))).toEqual(["ca", "ca-2"]);
});

test("a step can follow the one before, and the one after", () => {
  STEPS.slice(1).forEach((step, i) => {
    expect(stepRefusal(stepOf(STEPS[i]!), stepOf(step))).toBeUndefined();
    expect(stepRefusal(stepOf(step), stepOf(STEPS[i]!))).toBeUndefined();
  });
});

test("a step can follow another one only if each trusts what the other signs", () => {
  const trusts = (step: CertificateArgs, other: CertificateArgs): boolean =>
    trustedAuthorities(step).includes(trustedAuthorities(other)[0]!);
  fc.assert(
    fc.property(fc.constantFrom(...STEPS), fc.constantFrom(...STEPS), (from, to) => {
      fc.pre(stepRefusal(stepOf(from), stepOf(to)) === undefined);
      expect(trusts(from, to) && trusts(to, from)).toBe(true);
    }),
  );
});

test("a step that is refused names the one to take first", () => {
  expect(stepRefusal("1", "2")).toBe(
    "certificates: cannot go from { authority: 1 } to { authority: 2 }, because what runs would not trust what the " +
      'next step signs; use { authority: 2, rotation: "trust" } first',
  );
  expect(stepRefusal("3 sign", "2")).toContain('use { authority: 3, rotation: "trust" } first');
  expect(stepRefusal(undefined, "2")).toBeUndefined();
});
