import { quoted, required, shapeFaults, STRING } from "../faults";
import type { Fault } from "../faults";
import { domainToASCII } from "node:url";

/** A label of a DNS name. */
export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** Maximum length of a name without its trailing dot. */
export const MAX_NAME_LENGTH = 253;

/** A normalized zone, or its faults. */
export interface NormalizedZone {
  /** Lower case, in ASCII, with a trailing dot; empty if there are faults. */
  readonly name: string;
  /** What is wrong with the zone. */
  readonly faults: readonly Fault[];
}

/**
 * Normalizes a zone: lower case, non-ASCII letters in Punycode, with a trailing dot.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1035#section-2.3.1
 */
export function normalizeZone(zone: string, path = "dnsZone"): NormalizedZone {
  if (typeof zone !== "string") {
    return { name: "", faults: shapeFaults(path, zone, required(STRING, 'use a zone such as "kairen.com."')) };
  }
  const bare = zone.replace(/\.$/, "");
  const ascii = /^[\x20-\x7e]*$/.test(bare) ? bare.toLowerCase() : domainToASCII(bare);
  const problem = problemOf(bare, ascii);
  if (!problem) return { name: `${ascii}.`, faults: [] };
  return {
    name: "",
    faults: [{ path, problem: `${quoted(zone)} ${problem}`, remedy: 'use a zone such as "kairen.com."' }],
  };
}

function problemOf(bare: string, ascii: string): string | undefined {
  if (bare === "" || ascii === "") return "is not the name of a zone";
  const wrong = ascii.split(".").find((label) => !DNS_LABEL.test(label));
  if (wrong === "") return "has an empty label";
  if (wrong !== undefined && wrong.length > 63) return `has the label ${quoted(wrong)} of more than 63 characters`;
  if (wrong !== undefined) {
    return `has the label ${quoted(wrong)}, which has characters other than letters, digits and inner "-"`;
  }
  return ascii.length > MAX_NAME_LENGTH ? `is longer than ${MAX_NAME_LENGTH} characters` : undefined;
}
