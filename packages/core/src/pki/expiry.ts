import type { X509Certificate } from "node:crypto";
import { certificatesIn } from "./pem";

/** Days before its end from which something is said to expire soon. */
export const SOON_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** From when to when something is valid. */
export interface Validity {
  /** Absent if it is not known. */
  readonly issued?: Date | undefined;
  readonly expires: Date;
}

/** Whether something is in its last thirty days; what is valid for less than sixty, in the second half of its time. */
export function isEnding({ issued, expires }: Validity, now: Date): boolean {
  const half = issued ? (expires.getTime() - issued.getTime()) / 2 : Infinity;
  return expires.getTime() - now.getTime() < Math.min(SOON_DAYS * DAY_MILLISECONDS, half);
}

/** Validity of the first certificate in a text, which is the client's or the authority's own. */
export function ownValidity(pem: string): Validity | undefined {
  return certificatesIn(pem).map(validityOf)[0];
}

/** Validity of the authorities in a text: one of them is enough for those who trust it. */
export function trustValidity(pem: string): Validity | undefined {
  return certificatesIn(pem)
    .map(validityOf)
    .sort((a, b) => b.expires.getTime() - a.expires.getTime())[0];
}

/** A day, as messages write it. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function validityOf({ validFrom, validTo }: X509Certificate): Validity {
  return { issued: new Date(validFrom), expires: new Date(validTo) };
}
