import { quoted } from "@fedstack/constructs/faults";
import type { Cluster } from "../members/cluster";
import { programOf } from "../members/handles";
import type { Fault } from "../validation/errors";
import type { FederationArgs } from "./federation-args";
import { type Layout, sharedFaults } from "./layout";

interface Hosted {
  readonly host: Cluster;
  readonly layout: Layout;
}

/** URLs by an address, by a name without a domain, or by one of Kubernetes' Services. */
const LOCAL = /^https:\/\/([0-9.]+|\[.*\]|[^.]+|.*\.svc(\..*)?):[0-9]+$/;

/** Federations of each program. */
const hosted = new WeakMap<object, Hosted[]>();

/** Faults of a federation that would conflict with others of the program. */
export function hostingFaults(host: Cluster, layout: Layout, args: FederationArgs): Fault[] {
  const others = hosted.get(programOf(host)) ?? [];
  return others.flatMap((other) => {
    const onOneHost = host.isSameServer(other.host);
    const faults = sharedKeyFaults(layout, other.layout, onOneHost);
    return onOneHost ? [...faults, ...sameHostFaults(host, layout, other.layout, args)] : faults;
  });
}

function sameHostFaults(host: Cluster, layout: Layout, other: Layout, args: FederationArgs): Fault[] {
  const { name, zone } = layout;
  const on = `on host ${quoted(host.name)}`;
  if (other.name === name) {
    return [
      {
        path: "name",
        problem: `two federations ${on} are named ${quoted(name)}, for the zones ${quoted(other.zone)} and ${quoted(zone)}`,
        remedy: "set args.name for one of them",
      },
    ];
  }
  const faults = [...nestedFaults(layout, other, on), ...sharedFaults(layout, other, args)];
  if (other.zone !== zone) return faults;
  return [
    {
      path: "dnsZone",
      problem: `the federations ${quoted(other.name)} and ${quoted(name)} ${on} share ${quoted(zone)}`,
    },
    ...faults,
  ];
}

/**
 * Faults of a prefix in an external etcd under which another federation keeps its objects, or that is under the other's.
 * Names inside a cluster and addresses may lead to another etcd on another host.
 */
function sharedKeyFaults(
  { externalEtcd: mine }: Layout,
  { name, externalEtcd: other }: Layout,
  onOneHost: boolean,
): Fault[] {
  if (mine === undefined || other === undefined) return [];
  const [own, theirs] = [mine, other].map(({ endpoints }) => endpoints.map((endpoint) => endpoint.toLowerCase()));
  const isShared = (endpoint: string): boolean => theirs!.includes(endpoint) && (onOneHost || !LOCAL.test(endpoint));
  if (!own!.some(isShared)) return [];
  const holds = (outer: string, inner: string): boolean => `${inner}/`.startsWith(`${outer}/`);
  if (!holds(mine.prefix, other.prefix) && !holds(other.prefix, mine.prefix)) return [];
  const relation = mine.prefix === other.prefix ? "also the prefix" : `not separate from ${quoted(other.prefix)}`;
  return [
    {
      path: "etcd.external.prefix",
      problem: `${quoted(mine.prefix)} is ${relation} of federation ${quoted(name)} in the same etcd`,
      remedy: "use another prefix",
    },
  ];
}

/** Faults of a zone inside another one, whose name servers would answer that its names do not exist. */
function nestedFaults(layout: Layout, other: Layout, on: string): Fault[] {
  const inside = (inner: string, outer: string): boolean => outer !== "" && inner.endsWith(`.${outer}`);
  const [inner, outer] = inside(layout.zone, other.zone) ? [layout, other] : [other, layout];
  if (!inside(inner.zone, outer.zone) || outer.answering !== "own" || inner.answering === "nobody") return [];
  if (outer.delegated.some((zone) => zone === inner.zone || inside(inner.zone, zone))) return [];
  return [
    {
      path: "dnsZone",
      problem: `${quoted(inner.zone)} of federation ${quoted(inner.name)} is inside ${quoted(outer.zone)} of federation ${quoted(outer.name)} ${on}`,
      remedy: `list ${quoted(inner.zone)} and its name servers in dns.delegations of federation ${quoted(outer.name)}, or use another zone`,
    },
  ];
}

/** Records that a host runs a federation. */
export function recordHosting(host: Cluster, layout: Layout): void {
  const key = programOf(host);
  hosted.set(key, [...(hosted.get(key) ?? []), { host, layout }]);
}
