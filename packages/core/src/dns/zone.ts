import { domainToASCII } from "node:url";
import type { Fault } from "../errors";

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const MAX_LENGTH = 253;

/** A zone as the library uses it: lower case, in ASCII, with the dot at its end. */
export function zoneOf(dnsZone: string): { readonly name: string; readonly faults: readonly Fault[] } {
  const bare = dnsZone.replace(/\.$/, "");
  const ascii = /^[\x20-\x7e]*$/.test(bare) ? bare.toLowerCase() : domainToASCII(bare);
  const fault = (problem: string): Fault => ({
    path: "dnsZone",
    problem: `${JSON.stringify(dnsZone)} ${problem}`,
    remedy: "Write a zone of your own, e.g. kairen.com.",
  });
  const wrong = ascii.split(".").find((label) => !LABEL.test(label));
  if (ascii === "") return { name: ascii, faults: [fault("is not the name of a zone")] };
  if (wrong !== undefined) return { name: ascii, faults: [fault(`has the label "${wrong}", which is not one of DNS`)] };
  if (ascii.length > MAX_LENGTH) return { name: ascii, faults: [fault(`is longer than ${MAX_LENGTH} characters`)] };
  return { name: `${ascii}.`, faults: [] };
}

/** Name of a federated Service for all members together. */
export function serviceName(service: string, namespace: string, federation: string, zone: string): string {
  return `${service}.${namespace}.${federation}.svc.${zone}`;
}
