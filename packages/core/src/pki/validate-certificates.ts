import { checked, type Fields, quoted, required, secret, wordOf } from "@fedstack/constructs/faults";
import { whole } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { STRING_INPUT } from "../validation/shape";
import { type CertificateArgs, DEFAULT_LIFETIMES, type IssuerArgs } from "./certificate-args";
import { issuerFaults } from "./issuer";

/** A hundred years: X.509 has no years beyond 9999. */
const LONGEST_HOURS = 876_000;
const MOST_AUTHORITIES = 1000;

/** How long a certificate may be valid, in hours. */
export const HOURS = whole(1, LONGEST_HOURS);

const ISSUER: Fields<IssuerArgs> = {
  certificate: required(STRING_INPUT, "set its certificate in PEM"),
  key: required(secret(STRING_INPUT), "set its private key in PEM"),
};
const FIELDS: Fields<CertificateArgs> = {
  validityHours: HOURS,
  earlyRenewalHours: HOURS,
  authorityValidityHours: HOURS,
  authority: whole(1, MOST_AUTHORITIES),
  issuer: checked(secret(ISSUER), (_, issuer: IssuerArgs) => issuerFaults(issuer)),
  rotation: wordOf(["trust", "sign"]),
};
const WITH_LIFETIMES = checked(FIELDS, lifetimeFaults, [
  "validityHours",
  "earlyRenewalHours",
  "authorityValidityHours",
]);

/** What the arguments of certificates are made of. */
export const CERTIFICATES = checked(WITH_LIFETIMES, rotationFaults, ["authority", "rotation"]);

function rotationFaults(path: string, { authority = 1, rotation }: CertificateArgs): Fault[] {
  if (rotation === undefined || authority > 1) return [];
  return [
    {
      path: `${path}.rotation`,
      problem: `${quoted(rotation)} needs authorities to rotate to, but authority is ${quoted(authority)}`,
      remedy: `set ${path}.authority to 2`,
    },
  ];
}

function lifetimeFaults(path: string, lifetimes: CertificateArgs): Fault[] {
  const resolved = { ...DEFAULT_LIFETIMES, ...lifetimes };
  const { validityHours, earlyRenewalHours, authorityValidityHours } = resolved;
  const faults: Fault[] = [];
  if (earlyRenewalHours >= Math.min(validityHours, authorityValidityHours)) {
    const shorter = validityHours <= authorityValidityHours ? "validityHours" : "authorityValidityHours";
    faults.push({
      path: `${path}.earlyRenewalHours`,
      problem: `${quoted(earlyRenewalHours)} is not less than ${shorter}, ${quoted(resolved[shorter])}: every up would renew`,
      remedy: "use a shorter early renewal or longer-lived certificates",
    });
  }
  if (authorityValidityHours < validityHours) {
    faults.push({
      path: `${path}.authorityValidityHours`,
      problem: `${quoted(authorityValidityHours)} is less than validityHours, ${quoted(validityHours)}: certificates would outlive their authority`,
      remedy: "let authorities live longer than the certificates that they sign",
    });
  }
  return faults;
}
