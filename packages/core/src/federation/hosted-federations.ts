import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/cluster";
import { programOf } from "../clusters/handles";
import type { Fault } from "../validation/errors";
import type { FederationArgs } from "./federation-args";
import { type Layout, sharedFaults } from "./layout";

interface Hosted {
  readonly host: Cluster;
  readonly layout: Layout;
}

/** What is known of a federation and its zone. */
export type Zoned = Pick<Layout, "name" | "zone" | "answering" | "delegated">;

/** Addresses, names without a domain, and those of Kubernetes' Services. */
const LOCAL = /^([0-9.]+|\[.*\]|[^.]+|.*\.svc(\..*)?)$/;

/** Federations of each program. */
const hosted = new WeakMap<object, Hosted[]>();

/** Faults of a federation that would conflict with others of the program. */
export function hostingFaults(host: Cluster, layout: Layout, args: FederationArgs): Fault[] {
  const others = hosted.get(programOf(host)) ?? [];
  return others.flatMap((other) => {
    return host.isSameServer(other.host)
      ? oneHostFaults(host, layout, other.layout, args)
      : elsewhereFaults(layout, other.layout, false);
  });
}

/** Faults of two federations of one host. */
function oneHostFaults(host: Cluster, layout: Layout, other: Layout, args: FederationArgs): Fault[] {
  return [...elsewhereFaults(layout, other, true), ...sameHostFaults(host, layout, other, args)];
}

/** Faults of what two federations would share outside of their hosts. */
function elsewhereFaults(layout: Layout, other: Layout, onOneHost: boolean): Fault[] {
  return [...sharedKeyFaults(layout, other, onOneHost), ...sharedBackupFaults(layout, other, onOneHost)];
}

function sameHostFaults(host: Cluster, layout: Layout, other: Layout, args: FederationArgs): Fault[] {
  const { name, zone } = layout;
  if (other.name === name) {
    const on = `on host ${quoted(host.name)}`;
    return [
      {
        path: "name",
        problem: `two federations ${on} are named ${quoted(name)}, for the zones ${quoted(other.zone)} and ${quoted(zone)}`,
        remedy: "set args.name for one of them",
      },
    ];
  }
  return [...zoneFaults(host, layout, other), ...sharedFaults(layout, other, args)];
}

/** Faults of zones that two federations of one host cannot both have. */
export function zoneFaults(host: Pick<Cluster, "name">, layout: Zoned, other: Zoned): Fault[] {
  const { name, zone } = layout;
  const on = `on host ${quoted(host.name)}`;
  if (other.zone !== zone) return nestedFaults(layout, other, on);
  return [
    {
      path: "dnsZone",
      problem: `the federations ${quoted(other.name)} and ${quoted(name)} ${on} share ${quoted(zone)}`,
      remedy: "give one of them another zone, or none with dns: false",
    },
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
  const isShared = (endpoint: string): boolean => theirs!.includes(endpoint) && (onOneHost || !isLocal(endpoint));
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

/** Faults of a folder in a bucket in which each federation would remove the other's backups. */
function sharedBackupFaults({ backups }: Layout, other: Layout, onOneHost: boolean): Fault[] {
  if (backups === undefined || backups !== other.backups || (!onOneHost && isLocal(backups))) return [];
  return [
    {
      path: "backup.to.prefix",
      problem: `${quoted(backups)} also has the backups of federation ${quoted(other.name)} for ${quoted(other.zone)}`,
      remedy: "use another prefix",
    },
  ];
}

/** Whether a URL may lead to another server on another host. */
function isLocal(url: string): boolean {
  return LOCAL.test(new URL(url).hostname);
}

/** Faults of a zone inside another one, whose name servers would answer that its names do not exist. */
function nestedFaults(layout: Zoned, other: Zoned, on: string): Fault[] {
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

/**
 * Records that a host runs a federation. Two handles may lead to one cluster: once both are seen, what
 * would conflict on it lets nothing be written.
 */
export function recordHosting(host: Cluster, layout: Layout, args: FederationArgs): void {
  const key = programOf(host);
  const others = hosted.get(key) ?? [];
  hosted.set(key, [...others, { host, layout }]);
  for (const other of others.filter((one) => !host.isSameServer(one.host))) {
    const faults = pulumi
      .all([host.identity.observed, other.host.identity.observed])
      .apply(([seen, seenOther]) =>
        "uid" in seen && "uid" in seenOther && seen.uid === seenOther.uid
          ? oneHostFaults(host, layout, other.layout, args)
          : [],
      );
    host.check(faults, other.host.known);
  }
}
