import { hkdfSync } from "node:crypto";

const BYTES = 32;

/**
 * Takes 32 bytes, in base64, from a private key, which is random, secret and stays in the state.
 *
 * @param purpose what they are for: those of another purpose do not follow from them
 */
export function derivedSecret(pem: string, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", pem, "", purpose, BYTES)).toString("base64");
}
