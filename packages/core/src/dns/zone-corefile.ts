import { quoted } from "@fedstack/constructs/faults";
import { isIP } from "node:net";
import { hostOf } from "../kube/hosts";
import type { Delegation } from "./delegations";
import { type CorefilePlugin, type CorefileServer, writeCorefile } from "./corefile";

/** Ports of CoreDNS' pods. They are above 1023, so that binding them needs no capability. */
export const CORE_DNS_PORTS = { dns: 1053, health: 8080, ready: 8181, metrics: 9153 } as const;

/** Path of the records in etcd. */
export const RECORDS_PATH = "/skydns";

export interface ZoneCorefileArgs {
  /** Zone, with a trailing dot. */
  readonly zone: string;
  readonly federation: string;
  /** URLs of the records' etcd. */
  readonly endpoints: readonly string[];
  /** Folder with `tls.crt`, `tls.key` and `ca.crt` for etcd. */
  readonly tlsFolder?: string | undefined;
  readonly ttlSeconds: number;
  /** Name servers for other names. If there are none, other names are refused. */
  readonly upstreams: readonly string[];
  /** Zones inside the zone that other name servers answer. */
  readonly delegations: readonly Delegation[];
}

/** Corefile of the zone's name servers. */
export function zoneCorefile(args: ZoneCorefileArgs): string {
  const { zone, ttlSeconds, tlsFolder, upstreams } = args;
  const server: CorefileServer = {
    zones: [`${zone}:${CORE_DNS_PORTS.dns}`],
    plugins: [
      { name: "errors" },
      { name: "health", args: [`:${CORE_DNS_PORTS.health}`], options: [{ name: "lameduck", args: ["5s"] }] },
      { name: "ready", args: [`:${CORE_DNS_PORTS.ready}`] },
      { name: "prometheus", args: [`:${CORE_DNS_PORTS.metrics}`] },
      // If etcd does not respond, records from the last hour are better than nothing.
      {
        name: "cache",
        args: [String(ttlSeconds)],
        options: [{ name: "serve_stale", args: ["1h", "verify", "2s", `${ttlSeconds}s`] }],
      },
      { name: "loadbalance" },
      ...namesOfNoService(args),
      {
        name: "etcd",
        args: [zone],
        options: [
          { name: "path", args: [RECORDS_PATH] },
          { name: "endpoint", args: args.endpoints },
          ...(tlsFolder
            ? [{ name: "tls", args: ["tls.crt", "tls.key", "ca.crt"].map((f) => `${tlsFolder}/${f}`) }]
            : []),
          { name: "no_apex_fallback" },
        ],
      },
    ],
  };
  const elsewhere: CorefileServer = {
    zones: [`.:${CORE_DNS_PORTS.dns}`],
    plugins: [{ name: "errors" }, { name: "cache", args: ["30"] }, { name: "forward", args: [".", ...upstreams] }],
  };
  const delegated = args.delegations.map((delegation) => forwarding(CORE_DNS_PORTS.dns, ttlSeconds, delegation));
  return writeCorefile([server, ...delegated, ...(upstreams.length > 0 ? [elsewhere] : [])]);
}

/** What keeps CoreDNS from forwarding to name servers, `address:port`: it takes no names. */
export function forwardingWarnings(nameServers: readonly string[]): string[] {
  return nameServers
    .filter((nameServer) => isIP(hostOf(`https://${nameServer}`)) === 0)
    .map(
      (nameServer) =>
        `dns.stubDomain: CoreDNS does not forward to names such as ${quoted(nameServer)}. ` +
        "Put the addresses that it resolves to in its place.",
    );
}

/** Server block with which another CoreDNS finds the zone. */
export function stubDomain(zone: string, nameServers: readonly string[], ttlSeconds: number): string {
  return writeCorefile([forwarding(53, ttlSeconds, { zone, nameServers })]);
}

function forwarding(port: number, ttlSeconds: number, { zone, nameServers }: Delegation): CorefileServer {
  return {
    zones: [`${zone}:${port}`],
    plugins: [
      { name: "errors" },
      { name: "cache", args: [String(ttlSeconds)] },
      { name: "forward", args: [".", ...nameServers] },
    ],
  };
}

/**
 * The etcd plugin answers a name with every record below it, and matches `any` and `*` with any label. So names that
 * are not Services are answered before it is asked: parents of Services' names exist without records, and all others do
 * not exist.
 */
function namesOfNoService({ zone, federation, ttlSeconds }: ZoneCorefileArgs): CorefilePlugin[] {
  const literal = (name: string): string => name.replaceAll(".", "[.]");
  const label = "([^.]+[.])?";
  const apex = literal(zone);
  const authority = `${zone} ${ttlSeconds} IN SOA ns.dns.${zone} hostmaster.${zone} 1 7200 1800 86400 ${ttlSeconds}`;
  const answer = (type: string, matches: readonly string[], reply: readonly CorefilePlugin[]): CorefilePlugin => ({
    name: "template",
    args: ["ANY", type, zone],
    options: [{ name: "match", args: matches }, ...reply, { name: "fallthrough" }],
  });
  const nothing = (rcode: string): CorefilePlugin[] => [
    { name: "rcode", args: [rcode] },
    { name: "authority", args: [authority] },
  ];
  return [
    answer("SOA", [`^${apex}$`], [{ name: "answer", args: [authority] }]),
    answer("ANY", [`^(((${label}${literal(federation)}[.])?svc[.])${label}${label})?${apex}$`], nothing("NOERROR")),
    answer("ANY", [`^[^.]+[.]${label}${apex}$`, "(^|[.])([*]|any)[.]"], nothing("NXDOMAIN")),
  ];
}
