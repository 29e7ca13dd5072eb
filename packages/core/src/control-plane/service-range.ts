import { isIP } from "node:net";
import { quoted } from "@fedstack/constructs/faults";
import type { IpFamily } from "../karmada/component";
import type { Fault } from "../validation/errors";

/** The API server takes no more than 20 bits for the addresses of Services. */
const MOST_BITS = 20;
const LEAST_BITS = 4;

/** What keeps the API server from giving Services addresses of a range, or of one for each IP family. */
export function serviceRangeFaults(path: string, range: string | undefined): Fault[] {
  if (range === undefined) return [];
  const parts = range.split(",").map(familyOf);
  const families = new Set(parts);
  if (!families.has(undefined) && families.size === parts.length) return [];
  return [
    {
      path,
      problem: `${quoted(range)} is not a range of addresses of at most ${MOST_BITS} bits, or one of each IP family`,
      remedy: 'use one such as "10.96.0.0/12", "fd00:10:96::/112" or both with a comma between them',
    },
  ];
}

/** IP family of a range that the API server takes. */
function familyOf(range: string): number | undefined {
  const [, address = "", length = ""] = /^([0-9a-f.:]+)\/([0-9]{1,3})$/i.exec(range) ?? [];
  const family = isIP(address);
  const bits = (family === 4 ? 32 : 128) - Number(length);
  return family !== 0 && bits >= LEAST_BITS && bits <= MOST_BITS ? family : undefined;
}

/** What keeps an API server from starting whose pods have addresses of a family. */
export function rangeFamilyFaults(range: string | undefined, ipFamily: IpFamily = "IPv4"): Fault[] {
  const first = range?.split(",")[0];
  if (range === undefined || first === undefined || `IPv${familyOf(first) ?? ""}` === ipFamily) return [];
  return [
    {
      path: "apiServer.serviceRange",
      problem: `${quoted(range)} begins with another IP family than that of the host's pods, ${ipFamily}`,
      remedy: "put a range of that family first, or set ipFamily to the one of the pods",
    },
  ];
}
