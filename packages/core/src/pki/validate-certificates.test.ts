import { shapeFaults } from "../validation/shape";
import type { CertificateArgs } from "./certificate-args";
import { CERTIFICATES } from "./validate-certificates";

const pathsOf = (certificates: unknown): string[] =>
  shapeFaults("certificates", certificates, CERTIFICATES).map(({ path }) => path);

test("certificates that can be renewed in time are accepted, and so is a rotation to a second authority", () => {
  expect(pathsOf({})).toEqual([]);
  expect(pathsOf({ validityHours: 48, earlyRenewalHours: 24, authorityValidityHours: 100 })).toEqual([]);
  expect(pathsOf({ authority: 2, rotation: "trust" })).toEqual([]);
});

test.each<[CertificateArgs, string]>([
  [{ authorityValidityHours: 100 }, "certificates.earlyRenewalHours"],
  [{ validityHours: 720 }, "certificates.earlyRenewalHours"],
  [{ authority: 0 }, "certificates.authority"],
  [{ authority: 1.5, rotation: "trust" }, "certificates.authority"],
  [{ rotation: "sign" }, "certificates.rotation"],
  [{ authorityValidityHours: 8000 }, "certificates.authorityValidityHours"],
  [{ authorityValidityHours: 1e9 }, "certificates.authorityValidityHours"],
])("certificates of %j cannot hold together", (certificates, path) => {
  expect(pathsOf(certificates)).toContain(path);
});

test("what cannot be compared, because it is wrong, leads to no other fault", () => {
  expect(pathsOf({ validityHours: "48", authorityValidityHours: 100, authority: "2", rotation: "sign" })).toEqual([
    "certificates.validityHours",
    "certificates.authority",
  ]);
});
