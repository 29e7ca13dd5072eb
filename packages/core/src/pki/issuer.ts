import type { Fault } from "@fedstack/constructs/faults";
import type { IssuerArgs } from "./certificate-args";
import { dayOf } from "./expiry";
import { certificateIn, privateKeyIn } from "./pem";

const PATH = "certificates.issuer";

/** What keeps an authority from signing others, as far as it is known. Its key is not shown. */
export function issuerFaults(issuer: IssuerArgs | undefined, now = new Date()): Fault[] {
  if (issuer === undefined) return [];
  const { certificate, key } = issuer;
  const read = typeof certificate === "string" ? certificateIn(certificate) : undefined;
  const faults: Fault[] = [];
  if (typeof certificate === "string" && read === undefined) {
    faults.push({ path: `${PATH}.certificate`, problem: "is not a certificate", remedy: "use its text in PEM" });
  }
  if (read?.ca === false) {
    faults.push({
      path: `${PATH}.certificate`,
      problem: "is not the certificate of an authority",
      remedy: "use one with CA:TRUE",
    });
  }
  const expires = read && new Date(read.validTo);
  if (expires && expires <= now) {
    faults.push({
      path: `${PATH}.certificate`,
      problem: `expired on ${dayOf(expires)}: nobody would trust what it signs`,
      remedy: "renew it, with the same key",
    });
  }
  if (typeof key !== "string") return faults;
  const signs = privateKeyIn(key);
  if (signs === undefined) {
    faults.push({ path: `${PATH}.key`, problem: "is not a private key", remedy: "use its text in PEM, not encrypted" });
  } else if (read?.checkPrivateKey(signs) === false) {
    faults.push({
      path: `${PATH}.key`,
      problem: "is not the key of the certificate",
      remedy: "use the pair of one authority",
    });
  }
  return faults;
}
