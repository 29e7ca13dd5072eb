import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificate in a text; undefined if there is none that can be read. */
export function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** The private key in a text; undefined if there is none that can be read without a password. */
export function privateKeyIn(pem: string | Buffer): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** The certificates in a text that can be read, in their order. */
export function certificatesIn(text: string): readonly X509Certificate[] {
  return [...text.matchAll(CERTIFICATE)].flatMap(([pem]) => certificateIn(pem) ?? []);
}
