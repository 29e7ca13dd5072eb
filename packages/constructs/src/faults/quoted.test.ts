import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { quoted, quotedPath } from ".";

test("a value is shown in quotes, on one line, and not longer than a line", () => {
  expect(quoted("a\nb")).toBe('"a\\nb"');
  expect([undefined, 1, null, { token: "x" }].map(quoted)).toEqual([
    '"undefined"',
    '"1"',
    '"[object Null]"',
    '"[object Object]"',
  ]);
  expect(quoted("x".repeat(81))).toBe(`"${"x".repeat(77)}..."`);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      expect(quoted(value)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
      expect(quoted(value).length).toBeLessThanOrEqual(6 * 80 + 2);
    }),
  );
});

test.each([
  ["http://root:hunter2@etcd:2379", '"http://root:[redacted]@etcd:2379"'],
  ["https://user:p@ss/w0rd@host/", '"https://user:[redacted]@host/"'],
  ["-----BEGIN PRIVATE KEY-----\nMIIE", '"[redacted]"'],
  ["eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln", '"[redacted]"'],
  ["Authorization: Bearer abcdef123456", '"Authorization: Bearer [redacted]"'],
  ['{"password": "hunter2"}', '"{\\"password\\": [redacted]"'],
  ["client-key-data: LS0tLS1CRUdJTg==", '"client-key-data: [redacted]"'],
  ["ghp_0123456789abcdefghij", '"[redacted]"'],
])("of %p what looks like a secret is left out", (value, shown) => {
  expect(quoted(value)).toBe(shown);
});

test("random keys in Base64 are left out, wherever the value is cut", () => {
  fc.assert(
    fc.property(fc.nat(75), fc.integer({ min: 30, max: 64 }), (before, length) => {
      const key = randomBytes(length).toString("base64");
      fc.pre(/[A-Z]/.test(key) && /[a-z]/.test(key) && /[0-9]/.test(key));
      expect(quoted(`${"x ".repeat(before)}${key}`)).not.toContain(key.slice(0, 8));
    }),
  );
});

test.each([
  "nginx:1.29",
  `cart@sha256:${"0a".repeat(32)}`,
  "https://prometheus.example.com:9090/",
  "system:serviceaccount:karmada-cluster:karmada-f-a-cluster",
  "propagationpolicies.policy.karmada.io",
  "a-long-name-of-an-object-that-has-no-upper-case-letters-in-it-0",
])("%p does not look like a secret", (value) => {
  expect(quoted(value)).toBe(JSON.stringify(value));
});

test("a path is shown whole, on one line, even if a part of it looks like Base64", () => {
  expect(quotedPath("/tmp/fedstack-definitions-K0Sd3n/And/More/Folders")).toBe(
    '"/tmp/fedstack-definitions-K0Sd3n/And/More/Folders"',
  );
  expect(quotedPath("a\nb")).toBe('"a\\nb"');
});
