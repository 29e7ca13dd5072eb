import { isIP } from "node:net";
import {
  also,
  BOOLEAN,
  checked,
  type Fields,
  isAt,
  mapOf,
  quoted,
  required,
  STRING,
  wordOf,
} from "@fedstack/constructs/faults";
import { normalizeZone, validateMemberName } from "@fedstack/constructs/names";
import { BACKUP, unrestorableFaults } from "../backup/validate-backup";
import { evictionFaults } from "../control-plane/eviction";
import { addOns } from "../control-plane/validate-add-ons";
import { skippedFaults } from "../control-plane/skipped";
import { controlPlaneEtcd } from "../control-plane/validate-etcd";
import { rangeFamilyFaults } from "../control-plane/service-range";
import { apiServer } from "../control-plane/validate-api-server";
import { DISRUPTION_BUDGET } from "../departures/disruption-budget";
import { delegationFaults } from "../dns/delegations";
import { domainFaults } from "../dns/upstreams";
import { ownNameServers } from "../dns/provider-args";
import { recordsFaults, zoneShape } from "../dns/validate-dns";
import { componentFields, withFiles } from "../host/validate-component";
import { IMAGES } from "../host/validate-images";
import { METRICS } from "../host/validate-metrics";
import { POD } from "../host/validate-pods";
import { withAddOns } from "../karmada/add-ons";
import type { AddOnName } from "../karmada/component";
import type { Release } from "../karmada/release";
import { releaseVersions } from "../karmada/release-of";
import { isHost } from "../kube/hosts";
import { CERTIFICATES } from "../pki/validate-certificates";
import { NAMESPACE_NAME, whole } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { outputTextFaults } from "../validation/plain-data";
import { readArgs, shapeFaults } from "../validation/shape";
import type { FederationArgs } from "./federation-args";
import { type Layout, layoutFaults, layoutOf } from "./layout";

/** Domain of a host's own cluster DNS, unless another one is given. */
export const DEFAULT_DOMAIN = "cluster.local";
/** What becomes of the copies of members that leave. */
export const LEAVING = mapOf((path, name) => validateMemberName(name, path), wordOf(["move", "delete", "orphan"]));
/** Name of a federation. */
export const FEDERATION_NAME = checked(STRING, nameFaults);
const NAME = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;
/** Arguments that decide what a federation takes of its host. */
const OF_LAYOUT = [
  "name",
  "namespaces",
  "apiServer.service",
  "dns.service",
  "dns.records",
  "dns.delegations",
  "etcd.external",
  "backup.to",
];
/** Conflicts with no other. */
const UNKNOWN_LAYOUT = layoutOf("", { name: "" });
const NAMESPACES: Fields<NonNullable<FederationArgs["namespaces"]>> = { system: NAMESPACE_NAME, dns: NAMESPACE_NAME };

/** A federation's arguments as they resolve, and everything that is wrong with them. */
export interface FederationChecks {
  readonly layout: Layout;
  /** The arguments without fields that are undefined. */
  readonly args: FederationArgs;
  readonly faults: readonly Fault[];
}

/**
 * Checks the zone and the arguments of a federation, each and together. What is checked together is right by itself, so
 * that nobody reads about a fault that comes from another one. Pure.
 */
export function checkFederation(release: Release, dnsZone: string, args?: FederationArgs): FederationChecks {
  const { given, faults: ownFaults } = readArgs<FederationArgs>(args, federationFields(release));
  const zone = zoneOf(dnsZone);
  const texts = Object.entries(given).flatMap(([path, value]) => outputTextFaults(path, value));
  const faults = also(texts, [...zone.faults, ...ownFaults]);
  const isRight = (...paths: readonly string[]): boolean =>
    !faults.some((fault) => paths.some((path) => isAt(fault.path, path)));
  const layout = isRight("args", ...OF_LAYOUT) ? layoutOf(zone.name, given) : UNKNOWN_LAYOUT;
  const { clusterDomain = DEFAULT_DOMAIN } = given;
  const dns = isRight("dns.provider") ? ownNameServers(given.dns) : undefined;
  const domain = isRight("clusterDomain") ? clusterDomain : undefined;
  return {
    layout,
    args: given,
    faults: [
      ...faults,
      ...(layout === UNKNOWN_LAYOUT ? [] : layoutFaults(layout, given)),
      ...(given.evictFromLostMembers && isRight(...Object.keys(release.eviction))
        ? evictionFaults(release, given)
        : []),
      ...(isRight("controllerManager") ? skippedFaults(given) : []),
      ...(given.backup && isRight("etcd.external", "etcd.storage") ? unrestorableFaults(given.etcd) : []),
      ...(isRight("apiServer.serviceRange", "ipFamily")
        ? rangeFamilyFaults(given.apiServer?.serviceRange, given.ipFamily)
        : []),
      ...(domain && zone.name ? domainFaults(zone.name, domain) : []),
      ...(isRight("dns.delegations") ? delegationFaults(zone.name, dns?.delegations) : []),
      ...(domain && isRight("dns.records") ? recordsFaults(release, dns, domain) : []),
    ],
  };
}

/** What a federation's arguments are made of. */
function federationFields(release: Release): Fields<FederationArgs> {
  const { components } = withAddOns(release, Object.keys(release.addOns) as AddOnName[]);
  return {
    name: FEDERATION_NAME,
    version: wordOf(releaseVersions()),
    adopt: BOOLEAN,
    namespaces: NAMESPACES,
    highlyAvailable: BOOLEAN,
    evictFromLostMembers: BOOLEAN,
    leaving: LEAVING,
    disruptionBudget: DISRUPTION_BUDGET,
    dns: zoneShape(release),
    backup: BACKUP,
    metrics: METRICS,
    certificates: CERTIFICATES,
    images: IMAGES,
    priorityClassName: checked(STRING, priorityClassFaults),
    pods: POD,
    ipFamily: wordOf(["IPv4", "IPv6"]),
    clusterDomain: checked(STRING, clusterDomainFaults),
    timeoutSeconds: whole(1),
    definitionsDirectory: STRING,
    etcd: controlPlaneEtcd(release),
    apiServer: apiServer(release),
    aggregatedApiServer: withFiles(componentFields(release, components.aggregatedApiServer)),
    kubeControllerManager: withFiles(componentFields(release, components.kubeControllerManager)),
    controllerManager: withFiles(componentFields(release, components.controllerManager)),
    scheduler: withFiles(componentFields(release, components.scheduler)),
    webhook: withFiles(componentFields(release, components.webhook)),
    addOns: addOns(release),
  };
}

function zoneOf(dnsZone: unknown): { readonly name: string; readonly faults: readonly Fault[] } {
  if (typeof dnsZone === "string") return normalizeZone(dnsZone);
  const faults = shapeFaults("dnsZone", dnsZone, required(STRING, 'use the name of a DNS zone, such as "kairen.com"'));
  return { name: "", faults };
}

function nameFaults(path: string, name: string): Fault[] {
  if (NAME.test(name)) return [];
  const problem = `${quoted(name)} is not a valid name of a federation`;
  return [{ path, problem, remedy: 'use at most 40 lowercase letters, digits and inner "-", starting with a letter' }];
}

function priorityClassFaults(path: string, name: string): Fault[] {
  if (isName(name)) return [];
  const problem = `${quoted(name)} is not a valid name of a priority class`;
  return [{ path, problem, remedy: "use the name of one that exists on the host, or leave it out" }];
}

function clusterDomainFaults(path: string, domain: string): Fault[] {
  return isName(domain)
    ? []
    : [{ path, problem: `${quoted(domain)} is not a DNS domain`, remedy: 'use one such as "cluster.local"' }];
}

function isName(name: string): boolean {
  return isHost(name) && name === name.toLowerCase() && isIP(name) === 0;
}
