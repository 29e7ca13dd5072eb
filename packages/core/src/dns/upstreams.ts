import { isIP } from "node:net";
import { isLoopback } from "../kube/hosts";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";

const ADDRESS_AND_PORT = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:]+))(?::(?<port>[0-9]{1,6}))?$/;
const HIGHEST_PORT = 65535;

/** What keeps a name server from being asked by the zone's own name servers. */
export function upstreamFaults(path: string, upstream: string): Fault[] {
  const { bracketed, plain, port } = ADDRESS_AND_PORT.exec(upstream)?.groups ?? {};
  const address = isIP(upstream) !== 0 ? upstream : (bracketed ?? plain ?? "");
  const fault = (problem: string, remedy: string): Fault[] => [
    { path, problem: `${quotedUrl(upstream)} ${problem}`, remedy },
  ];
  if (isIP(address) === 0 || (bracketed !== undefined && isIP(address) !== 6)) {
    return fault("is not an IP address", "use one such as 9.9.9.9 or [2620:fe::fe]:53");
  }
  if (port !== undefined && (Number(port) < 1 || Number(port) > HIGHEST_PORT)) {
    return fault("has a port that does not exist", `use a port from 1 to ${HIGHEST_PORT}`);
  }
  if (isLoopback(address) || /^(fe[89ab].:|.*%)/i.test(address) || address.startsWith("169.254.")) {
    return fault("is an address that pods on the host cannot reach", "name a server that is on the network");
  }
  return [];
}

/** What keeps a zone and the domain of the host's own cluster DNS from being served side by side. */
export function domainFaults(zone: string, clusterDomain: string): Fault[] {
  const domain = `${clusterDomain.toLowerCase()}.`;
  if (zone !== domain && !zone.endsWith(`.${domain}`) && !domain.endsWith(`.${zone}`)) return [];
  return [
    {
      path: "dnsZone",
      problem: `${quotedUrl(zone)} overlaps with ${quotedUrl(clusterDomain)}, the domain of the host's cluster DNS`,
      remedy: "use a zone outside of it",
    },
  ];
}
