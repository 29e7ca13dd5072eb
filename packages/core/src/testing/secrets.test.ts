import { isSecret, plain, withoutUnknownSecrets } from "./secrets";

const SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const secret = (value?: unknown): object => ({ ...SIGNATURE, ...(value !== undefined && { value }) });

test("only a value that Pulumi marks as a secret is one", () => {
  expect([secret("x"), secret()].map(isSecret)).toEqual([true, true]);
  const another = { "4dabf18193072939515e22adb298388d": "another signature", value: "x" };
  for (const value of [another, {}, { value: "x" }, "x", 1, null, undefined, [secret("x")]]) {
    expect(isSecret(value)).toBe(false);
  }
});

test("secrets are unwrapped at every depth, and everything else stays", () => {
  const value = { a: [secret({ b: secret("hidden") }), 1, null], c: { d: undefined, e: "open" } };
  expect(plain(value)).toEqual({ a: [{ b: "hidden" }, 1, null], c: { d: undefined, e: "open" } });
  for (const simple of [1, "x", null, undefined, true]) expect(plain(simple)).toBe(simple);
});

test("secrets of which nothing is known are left out, and those that are known stay marked", () => {
  const value = { a: secret(), b: [{ c: secret(), d: secret("x") }], e: null };
  expect(withoutUnknownSecrets(value)).toEqual({ b: [{ d: secret("x") }], e: null });
  expect(withoutUnknownSecrets("text")).toBe("text");
});
