import { tell } from "@fedstack/constructs/faults";
import { certificateWarning, clientCertificateFaults, decoded, expiryWarning, holdsCertificate } from "./certificates";
import { selfSigned } from "./kubeconfig.test-support";

const { certificate, key } = selfSigned();
const other = selfSigned();
const inDays = (days: number): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const faultsOf = (data: string | undefined, keyData: string | undefined, now = new Date()): string[] =>
  clientCertificateFaults("user", data, keyData, now).map(tell);

test("a certificate with its own key has no faults until it expires", () => {
  expect(faultsOf(certificate, key)).toEqual([]);
  expect(faultsOf(certificate, key, inDays(59))).toEqual([]);
  expect(faultsOf(certificate, key, inDays(61))).toEqual([
    `user: the client certificate expired on ${inDays(60).toISOString().slice(0, 10)}; renew it`,
  ]);
});

test("a user without a certificate needs no key", () => {
  expect(faultsOf(undefined, undefined)).toEqual([]);
});

test("a certificate needs a key, in PEM and its own", () => {
  expect(faultsOf(certificate, undefined)).toEqual([
    "user: has a client certificate but no client-key-data; add the key of the certificate",
  ]);
  expect(faultsOf(certificate, base64("no key"))).toEqual([
    "user: client-key-data: is not an unencrypted PEM private key; use one that begins with -----BEGIN PRIVATE KEY-----",
  ]);
  expect(faultsOf(certificate, other.key)).toEqual([
    "user: client-key-data: does not belong to the client certificate; use the key that it was issued for",
  ]);
});

test.each([
  ["text", base64("no certificate")],
  ["a key", key],
  ["a damaged certificate", base64(decoded(certificate).replace(/MII/, "AII"))],
])("%s is not a certificate", (_, data) => {
  expect(faultsOf(data, key)).toEqual([
    "user: client-certificate-data: is not a PEM certificate; use one that begins with -----BEGIN CERTIFICATE-----",
  ]);
  expect(holdsCertificate(decoded(data))).toBe(false);
  expect(certificateWarning("user", data, new Date())).toEqual([]);
});

test("the first certificate of a text is the one that counts, whatever is around it", () => {
  const text = `# issued for tests\n${decoded(certificate)}\n${decoded(other.certificate)}`;
  expect(holdsCertificate(text)).toBe(true);
  expect(faultsOf(base64(text), key)).toEqual([]);
  expect(faultsOf(base64(text), other.key)).not.toEqual([]);
});

test("a warning tells of a certificate in its last thirty days, and not before or after", () => {
  const day = inDays(60).toISOString().slice(0, 10);
  const warnings = [29, 31, 59, 61].map((days) => certificateWarning("user", certificate, inDays(days)));
  const warning = [`user: the client certificate expires on ${day}.`];
  expect(warnings).toEqual([[], warning, warning, []]);
  expect(certificateWarning("user", undefined, new Date())).toEqual([]);
});

test("a warning says whether something expires soon or has expired", () => {
  const expires = new Date("2026-03-01T12:00:00Z");
  const at = (now: string): string[] => expiryWarning("the token", { expires }, new Date(now));
  expect(at("2026-01-29T00:00:00Z")).toEqual([]);
  expect(at("2026-01-31T00:00:00Z")).toEqual(["the token expires on 2026-03-01."]);
  expect(at("2026-03-02T00:00:00Z")).toEqual(["the token expired on 2026-03-01."]);
  expect(expiryWarning("the token", undefined, expires)).toEqual([]);
});
