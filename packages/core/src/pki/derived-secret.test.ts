import { derivedSecret } from "./derived-secret";

test("a secret follows from the key and from what it is for", () => {
  const secret = derivedSecret("key", "one");
  expect(Buffer.from(secret, "base64")).toHaveLength(32);
  expect(derivedSecret("key", "one")).toBe(secret);
  expect(derivedSecret("key", "two")).not.toBe(secret);
  expect(derivedSecret("other", "one")).not.toBe(secret);
});
