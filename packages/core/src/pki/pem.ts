import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";

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
