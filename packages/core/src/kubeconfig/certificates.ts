import { dayOf, isEnding, ownValidity, type Validity } from "../pki/expiry";
import { certificatesIn, privateKeyIn } from "../pki/pem";
import type { Fault } from "../validation/errors";

/** What keeps a client certificate and its key, both PEM in base64, from being used. */
export function clientCertificateFaults(
  path: string,
  certificate: string | undefined,
  key: string | undefined,
  now: Date,
): Fault[] {
  if (certificate === undefined) return [];
  const [read] = certificatesIn(decoded(certificate));
  if (!read) return [notACertificate(`${path}: client-certificate-data`)];
  const expires = new Date(read.validTo);
  if (expires <= now) {
    return [{ path, problem: `the client certificate expired on ${dayOf(expires)}`, remedy: "renew it" }];
  }
  if (key === undefined) {
    const problem = "has a client certificate but no client-key-data";
    return [{ path, problem, remedy: "add the key of the certificate" }];
  }
  const privateKey = privateKeyIn(Buffer.from(key, "base64"));
  const at = `${path}: client-key-data`;
  if (!privateKey) {
    const remedy = "use one that begins with -----BEGIN PRIVATE KEY-----";
    return [{ path: at, problem: "is not an unencrypted PEM private key", remedy }];
  }
  return read.checkPrivateKey(privateKey)
    ? []
    : [
        {
          path: at,
          problem: "does not belong to the client certificate",
          remedy: "use the key that it was issued for",
        },
      ];
}

/** Warns of the end of a client certificate that can be read. An expired one is a fault. */
export function certificateWarning(path: string, certificate: string | undefined, now: Date): string[] {
  const validity = certificate === undefined ? undefined : ownValidity(decoded(certificate));
  return validity && validity.expires > now ? expiryWarning(`${path}: the client certificate`, validity, now) : [];
}

/** Warns of something that expires soon, or has expired. */
export function expiryWarning(what: string, validity: Validity | undefined, now: Date): string[] {
  if (!validity || !isEnding(validity, now)) return [];
  return [`${what} ${validity.expires > now ? "expires" : "expired"} on ${dayOf(validity.expires)}.`];
}

/** Whether there is a certificate in PEM. */
export function holdsCertificate(pem: string): boolean {
  return certificatesIn(pem).length > 0;
}

/** The fault of text without a certificate in PEM, if there is text. */
export function certificateFaults(path: string, pem: string | undefined): Fault[] {
  return pem === undefined || holdsCertificate(pem) ? [] : [notACertificate(path)];
}

/** Decodes base64 to text. */
export function decoded(data: string): string {
  return Buffer.from(data, "base64").toString("latin1");
}

function notACertificate(path: string): Fault {
  return { path, problem: "is not a PEM certificate", remedy: "use one that begins with -----BEGIN CERTIFICATE-----" };
}
