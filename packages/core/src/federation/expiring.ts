import * as pulumi from "@pulumi/pulumi";
import { firstPause } from "../kube/first-pause";
import { valueOf } from "../kube/value-of";
import { dayOf, isEnding } from "../pki/expiry";
import type { CertificateExpiry } from "../pki/signer";

/** Certificates and tokens of a federation. */
export interface Expiries {
  /** Those that an `up` renews. Undefined if the program issues none. */
  readonly renewed: readonly CertificateExpiry[] | undefined;
  /** Those that the program gives to the federation. */
  readonly given: readonly CertificateExpiry[];
}

/** Something that expires. */
export interface Expiring {
  readonly name: string;
  /** In RFC 3339, because an Output makes an empty object of a Date. */
  readonly expires: string;
  readonly issued?: string | undefined;
  /** Whether the program gives it, so that no `up` renews it. */
  readonly isGiven: boolean;
}

/** What is known of what expires: in a preview, nothing of what the `up` would issue. */
export async function knownExpiries({ renewed = [], given }: Expiries): Promise<readonly Expiring[]> {
  const all = [
    ...renewed.map((one) => ({ ...one, isGiven: false })),
    ...given.map((one) => ({ ...one, isGiven: true })),
  ];
  const known = await Promise.all(
    all.map(async ({ name, expires, issued, isGiven }) => ({
      name,
      expires: await valueOf(expires),
      issued: issued && (await valueOf(issued)),
      isGiven,
    })),
  );
  return known.flatMap(({ expires, ...one }) => (expires ? [{ ...one, expires }] : []));
}

/**
 * Warns of what expires soon, in one warning, once the program has called everything. What this very `up` renews is not in
 * it.
 */
export function warnOfExpiry(federation: pulumi.Resource, expiries: () => Expiries): void {
  if (!pulumi.runtime.getEngine()) return;
  pulumi.output(firstPause().then(() => knownExpiries(expiries()))).apply((known) => {
    const warning = expiryWarning(known, new Date());
    if (warning) void pulumi.log.warn(warning, federation);
  });
}

/** What to say of what expires soon; undefined if nothing does. */
export function expiryWarning(all: readonly Expiring[], now: Date): string | undefined {
  const ending = all
    .filter(({ issued, expires }) =>
      isEnding({ issued: issued ? new Date(issued) : undefined, expires: new Date(expires) }, now),
    )
    .sort(byExpiry);
  const [given, renewed] = [true, false].map((isGiven) => ending.filter((one) => one.isGiven === isGiven));
  const list = (some: readonly Expiring[]): string =>
    some
      .map(
        ({ name, expires }) =>
          `${name} ${new Date(expires) <= now ? "expired" : "expires"} on ${dayOf(new Date(expires))}`,
      )
      .join(", ");
  const sentences = [
    ...(given!.length > 0 ? [`${list(given!)}. Only you can renew what you have set`] : []),
    ...(renewed!.length > 0 ? [`${list(renewed!)}. "pulumi up" renews it later: run it again in time`] : []),
  ];
  return sentences.length > 0 ? `${sentences.join(". ")}.` : undefined;
}

/** Sorts what expires first to the front. */
export function byExpiry(a: Expiring, b: Expiring): number {
  return Date.parse(a.expires) - Date.parse(b.expires);
}
