import { isRecord, quoted, readList, STRING } from "../faults";
import type { Fault, Fields } from "../faults";
import { DNS_LABEL, MAX_NAME_LENGTH, normalizeZone } from "./zone";

/** A Service: its name and its namespace. */
export interface ServiceName {
  /** Name of the Service. */
  readonly name: string;
  /**
   * Namespace of the Service.
   *
   * @default "default"
   */
  readonly namespace?: string | undefined;
}

/** Where a member is. */
export interface MemberPlace {
  /** Region, lower-cased in names. */
  readonly region?: string | undefined;
  /** Zones, the first of which is used in names. */
  readonly zones?: readonly string[] | undefined;
}

/** The names of one federated Service, each without a trailing dot. */
export interface DnsNames {
  /** Resolves to the addresses of all members. */
  readonly global: string;
  /** By region: resolves to the addresses of the members there. */
  readonly regions: { readonly [region: string]: string };
  /** By region and zone, as `region/zone`: resolves to the addresses of the members there. */
  readonly zones: { readonly [regionAndZone: string]: string };
  /** Names that are not valid in DNS. */
  readonly faults: readonly Fault[];
}

const PLACE: Fields<MemberPlace> = { region: STRING, zones: [STRING] };
const LABEL_REMEDY = 'use at most 63 lowercase letters, digits and "-", with a letter or digit at both ends';

/**
 * DNS names of a federated Service of type LoadBalancer, in the scheme of Federation v1:
 * `<service>.<namespace>.<federation>.svc[.<zone of the members>[.<region>]].<DNS zone>`.
 *
 * @param members where the members are, for names by region and zone
 * @example
 * dnsNames({ name: "nginx" }, "federation", "kairen.com.").global; // nginx.default.federation.svc.kairen.com
 */
export function dnsNames(
  service: string | ServiceName,
  federation: string,
  dnsZone: string,
  members: readonly MemberPlace[] = [],
): DnsNames {
  const { name, namespace = "default" } = (isRecord(service) ? service : { name: service }) as ServiceName;
  const zone = normalizeZone(dnsZone);
  const { given: places, faults: ofPlaces } = readList<MemberPlace>(members, PLACE, "members", {
    ignoresUnknown: true,
  });
  const faults: Fault[] = [...zone.faults, ...ofPlaces];
  const nameAt = (...place: readonly string[]): string => {
    const labels = [...[name, namespace, federation].map(textOf), "svc", ...place.map((part) => part.toLowerCase())];
    const full = [...labels, zone.name.replace(/\.$/, "")].join(".");
    const wrong = labels.find((label) => !DNS_LABEL.test(label));
    if (wrong !== undefined) {
      faults.push({ path: full, problem: `${quoted(wrong)} is not a DNS label`, remedy: LABEL_REMEDY });
    } else if (full.length > MAX_NAME_LENGTH) {
      const remedy = "use shorter names, or a shorter zone";
      faults.push({ path: full, problem: `is longer than ${MAX_NAME_LENGTH} characters`, remedy });
    }
    return full;
  };
  const inRegions = places.filter((member): member is MemberPlace & { region: string } => Boolean(member.region));
  const regions = [...new Set(inRegions.map(({ region }) => region))].sort();
  const zones = new Map(
    inRegions.flatMap(({ region, zones: [first] = [] }) => (first ? [[`${region}/${first}`, [first, region]]] : [])),
  );
  return {
    global: nameAt(),
    regions: Object.fromEntries(regions.map((region) => [region, nameAt(region)])),
    zones: Object.fromEntries([...zones].sort().map(([key, place]) => [key, nameAt(...place)])),
    faults,
  };
}

/** A label, or something that is not one. */
function textOf(label: unknown): string {
  return typeof label === "string" ? label : Object.prototype.toString.call(label);
}
