import { at, quoted } from "@fedstack/constructs/faults";
import { normalizeZone } from "@fedstack/constructs/names";
import * as pulumi from "@pulumi/pulumi";
import { type Fault, refuse } from "../validation/errors";
import { isSettled } from "../validation/settled";
import type { DnsArgs } from "./dns-args";
import { upstreamFaults } from "./upstreams";

/** A zone that other name servers answer. */
export interface Delegation {
  /** Zone, with a trailing dot. */
  readonly zone: string;
  /** Their addresses, with a port if it is not 53. */
  readonly nameServers: readonly string[];
}

type Delegations = DnsArgs["delegations"];

/** The zones that are delegated, each with a trailing dot. */
export function delegatedZones(delegations: Delegations = {}): string[] {
  return Object.keys(delegations).map((zone) => normalizeZone(zone).name);
}

/** The zones and their name servers, once these are known. */
export function resolvedDelegations(delegations: Delegations = {}): pulumi.Output<Delegation[]> {
  const resolved = Object.entries(delegations).map(([zone, nameServers]) =>
    pulumi.output(nameServers).apply((addresses) => {
      refuse(nameServerFaults(zone, addresses));
      return { zone: normalizeZone(zone).name, nameServers: addresses };
    }),
  );
  return pulumi.all(resolved) as pulumi.Output<Delegation[]>;
}

/** Every fault of delegations that can be known before resources are created. */
export function delegationFaults(zone: string, delegations: Delegations = {}): Fault[] {
  const zones = delegatedZones(delegations);
  return Object.entries(delegations).flatMap(([given, nameServers], index) => [
    ...zoneFaults(zone, given, zones.indexOf(zones[index]!) < index),
    ...(isSettled(nameServers) ? nameServerFaults(given, nameServers as readonly string[]) : []),
  ]);
}

function zoneFaults(zone: string, given: string, again: boolean): Fault[] {
  const path = pathOf(given);
  const { name, faults } = normalizeZone(given, path);
  if (faults.length > 0) return [...faults];
  if (again) return [{ path, problem: "the zone is listed twice", remedy: "list it once" }];
  if (zone === "" || (name.endsWith(`.${zone}`) && !`.${name}`.endsWith(`.svc.${zone}`))) return [];
  const problem = name.endsWith(`.${zone}`)
    ? `${quoted(name)} has the names of the federation's own Services`
    : `${quoted(name)} is not inside ${quoted(zone)}`;
  return [{ path, problem, remedy: `use a zone such as ${quoted(`eu.${zone}`)}` }];
}

function nameServerFaults(zone: string, nameServers: readonly string[]): Fault[] {
  const path = pathOf(zone);
  if (!(nameServers?.length > 0)) return [{ path, problem: "is empty", remedy: "list at least one name server" }];
  return nameServers.flatMap((address, index) => upstreamFaults(`${path}[${index}]`, address));
}

function pathOf(zone: string): string {
  return at("dns.delegations", zone);
}
